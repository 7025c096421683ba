import {commandsIn} from '../hints.js';

/** One of the ways on that a hint offers. */
export interface Way {
  /** Lines that are typed one after the other. */
  readonly lines: readonly string[];
  /** It only shows something, or is an example of how such a line looks. */
  readonly reads: boolean;
  /** Names of an example are of nothing that is there. */
  readonly example: boolean;
  /** What is typed in the place of the first command, without `muster`. */
  readonly instead?: string;
}

const reading =
  /^(?:[a-z]+ )?(?:list|show|status|check|logs|version|doctor|validate|diff|graph|schema|help|export)\b|--help$|--print\b|--dry-run\b|^plan\b/;

/** The ways on of a hint: its command lines, or what it changes of the line that was typed. */
export function waysIn(hint: string, when: string): readonly Way[] {
  const lines = [...linesIn(hint), ...shellLinesIn(hint)];
  const ways = lines.reduce<Way[]>((before, {line, joined, example}) => {
    const reads = example || reading.test(line.replace(/^.*?muster /, ''));
    const last = before.at(-1);
    if (!joined || !last || last.reads !== reads) return [...before, {lines: [line], reads, example}];
    return [...before.slice(0, -1), {...last, lines: [...last.lines, line]}];
  }, []);
  const instead = insteadOf(hint, when, lines.length);
  return instead === null ? ways : [...ways, {lines: [], reads: false, example: false, instead}];
}

interface Line {
  readonly line: string;
  /** It is typed after the one before, not in its place. */
  readonly joined: boolean;
  readonly example: boolean;
}

function linesIn(hint: string): readonly Line[] {
  let from = 0;
  return commandsIn(hint).map((command) => {
    const at = hint.indexOf(command, from);
    const between = hint.slice(from, at).replace(/muster $/, '');
    const piped = between.match(/(openssl [\w ]+\| )$/)?.[1] ?? '';
    const joined = /&&|\bthen\b|\band\b/.test(between) && !/\bor\b/.test(between) && from > 0;
    from = at + command.length;
    return {line: `${piped}muster ${command}`, joined, example: /\b(?:as in|[Ww]rite it like|such as)[: ]*$/.test(between)};
  });
}

/** What is typed beside Muster: `rm -f a && cp b a`, `chmod 600 key`. */
function shellLinesIn(hint: string): readonly Line[] {
  const found = hint.match(/(?:^|: |`)((?:rm|cp|chmod|mv) [^`;]*[^`;.])/)?.[1];
  return found === undefined ? [] : [{line: found, joined: false, example: false}];
}

function insteadOf(hint: string, when: string, commands: number): string | null {
  const meant = hint.match(/^Did you mean (?!muster )(?!--)([^\s?]+)\?/)?.[1];
  if (meant !== undefined) return replaceNearest(when, meant);
  return commands > 0 ? null : corrected(hint, when);
}

const saysFlag =
  /(?:^(?:Add|Write it like|Give it as [A-Z:]+:|Give|Name one:|Say which:|Say which it is:|Did you mean|Name the role:)[ :]*|\bas in )(--?[a-z-]+(?:[ =](?!(?:a|to|or|and|once|here|then|with)\b)[^\s,;?]*[^\s,;.?])?)/;

/** `Add --confirm web-1`, `Write it like --weight 3`: the flag comes to the line, or in the place of the one there. */
function corrected(hint: string, when: string): string | null {
  const flag = saysFlag.exec(hint)?.[1];
  if (flag === undefined) return null;
  const name = flag.split(/[ =]/)[0] as string;
  const there = new RegExp(`${name}(?:[ =](?:'[^']*'|"[^"]*"|[^\\s-]\\S*))?(?= |$)`, 'g');
  if (/ once$/.test(hint)) return when.replace(there.exec(when)?.[0] ?? '', '');
  return there.test(when) ? when.replace(there, flag) : `${when} ${flag}`;
}

/** The word of the line that is spelled most like it. */
function replaceNearest(when: string, meant: string): string | null {
  const words = when.split(/(?<=[ =,])|(?=[ =,])/);
  const common = (word: string) =>
    [...word].filter((letter) => meant.includes(letter)).length - 1.5 * Math.abs(word.length - meant.length);
  // The first two words, with the space between them, are the command.
  const best = words.reduce((at, word, index) => (index > 2 && common(word) >= common(words[at] as string) ? index : at), 3);
  if (common(words[best] ?? '') < meant.length / 3) return null;
  return words.map((word, index) => (index === best ? meant : word)).join('');
}
