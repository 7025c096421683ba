/** What a grammar makes of a text: its one spelling, or the reason why it is none. The reason is the end of a sentence. */
export type Read<T = string> = {readonly ok: T} | {readonly problem: string};
