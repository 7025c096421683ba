/** How to reach a service, its password in the open: it never leaves memory. */
export interface ProbeTarget {
  readonly kind: string;
  readonly scheme: string;
  readonly host: string;
  readonly port: number;
  readonly user: string | null;
  readonly password: string | null;
  readonly database: string | null;
  readonly timeoutMs: number;
}

export type ProbeOutcome =
  | {readonly ok: true; readonly version: string | null; readonly latencyMs: number}
  | {readonly ok: false; readonly reason: 'unreachable' | 'refused' | 'failed'; readonly message: string};

/** Connects to a backing service, says who it is and asks for a sign of life. Never throws for what it finds. */
export interface ServiceProbe {
  probe(target: ProbeTarget): Promise<ProbeOutcome>;
}
