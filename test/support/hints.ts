import {problemOfWords, shellWords} from './command-grammar.js';

/** What stands in a hint for what only its reader knows, and a value of that kind. */
const placeholders: Readonly<Record<string, string>> = {
  N: '1',
  '--connect HOW': 'local',
  IP: '127.0.0.1',
  '--image IMAGE': 'acme/shop',
  '--image VALUE': 'acme/shop',
  '--address VALUE': 'http://127.0.0.1:9000',
  DURATION: '1m',
  '--url URL': 'mysql://user@host:3306/name',
  '--address URL': 'http://127.0.0.1:9000',
  '--listen HOST:PORT': '127.0.0.1:9000',
};
/** A sentence goes on with these behind a command. */
const goesOn =
  /^(goes|shows?|lists?|looks?|makes?|ends|changes|says|names?|adds|runs|moves|starts|tells|takes|brings|finds|mends|draws|acts|keeps|has|is|works|sets|frees|gives|releases|removes|writes|reads|again|here|and|or|first|then|to|until|when|where|once|for|with|after|before|since)$/;
/** Commands and other words that stand after `muster` without being a command line. */
const noCommand = /^(?:is|was|has|here|again|cannot|itself)\b/;

/** The command lines that a hint tells to type, each without `muster`. */
export function commandsIn(hint: string): readonly string[] {
  return [...hint.matchAll(/(?:^|[\s`('"])muster ([^\n`]+)/g)]
    .map(
      ([, rest = '']) =>
        (rest.split(/[,;:)?](?=[ ),.]|$)|\.(?=[ )]|$)| [(|>&]{1,2} ?/, 1)[0] as string).split(' muster ', 1)[0] as string,
    )
    .filter((line) => !noCommand.test(line))
    .map(withoutProse);
}

/** A command has two words, or one; what is prose can only come after them. */
function withoutProse(line: string): string {
  const words = line.trim().split(' ');
  const end = words.findIndex((word, index) => index > 0 && goesOn.test(word) && !isVerbOf(words, index));
  return (end < 0 ? words : words.slice(0, end)).join(' ');
}

/** `operation show`, `lock release`: the second word of a command, not of a sentence. */
function isVerbOf(words: readonly string[], index: number): boolean {
  return index === 1 && /^(show|list)$/.test(words[1] as string);
}

/** What is wrong with the command lines of a hint, each as it is typed; placeholders stand for what they mean. */
export async function problemsOfHint(hint: string): Promise<readonly string[]> {
  const problems = await Promise.all(
    commandsIn(hint).map(async (line) => {
      const problem = asksForHelp(line) ? null : await problemOfWords(meant(shellWords(line)));
      return problem === null ? null : `muster ${line}: ${problem.split('\n')[0]}`;
    }),
  );
  return problems.filter((problem) => problem !== null);
}

/** Of a command or of a topic, which is every word before another one. */
function asksForHelp(line: string): boolean {
  return / ?--help$/.test(line);
}

function meant(words: readonly string[]): readonly string[] {
  return words.map((word, index) => placeholders[`${words[index - 1]} ${word}`] ?? placeholders[word] ?? word);
}

/** What a failure as text says to do next. */
export function hintsOfText(text: string): readonly string[] {
  return [...text.matchAll(/^\s*(?:Next|→|->): ?(.*)$/gm)].map(([, hint = '']) => hint);
}

/** What an answer or a failure says to do next, wherever in it. */
export function hintsOfJson(json: unknown): readonly string[] {
  if (typeof json !== 'object' || json === null) return [];
  return Object.entries(json).flatMap(([key, value]) =>
    (key === 'hint' || key === 'nextCommand' || key === 'next') && typeof value === 'string' ? [value] : hintsOfJson(value),
  );
}
