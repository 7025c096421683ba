export interface Token {
  /** `raw` is the block of another language, as a whole. */
  readonly kind: 'word' | 'open' | 'close' | 'end' | 'raw';
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

type Stop = (at: Pick<Token, 'line' | 'column'>, message: string) => Error;

const space = /[\s\uFEFF]/;

/** Tokens as nginx itself reads them: a word ends at white space, `;` and `{`, but `${name}` is part of it. */
export function* nginxTokens(text: string, stop: Stop): Generator<Token> {
  let position = 0;
  let line = 1;
  let lineStart = 0;
  let first: string | null = null;
  const at = () => ({line, column: position - lineStart + 1});
  const advance = (to: number) => {
    for (; position < to; position += 1) {
      if (text.charAt(position) !== '\n') continue;
      line += 1;
      lineStart = position + 1;
    }
  };
  while (position < text.length) {
    const character = text.charAt(position);
    const start = at();
    if (space.test(character)) advance(position + 1);
    else if (character === '#') advance(endOr(text.indexOf('\n', position), text));
    else if (character === '{' && first?.endsWith('_by_lua_block')) {
      const end = endOfRaw(text, position);
      if (end < 0) throw stop(start, 'the block is not closed');
      yield {kind: 'raw', text: '{', ...start};
      advance(end);
      first = null;
    } else if (character in marks) {
      yield {kind: marks[character]!, text: character, ...start};
      advance(position + 1);
      first = null;
    } else {
      const word = character === '"' || character === "'" ? quoted(text, position) : bare(text, position);
      if (word === null) throw stop(start, `the quote ${character} is not closed`);
      if (word.end < text.length && 'quote' in word && !/[\s;{)]/.test(text.charAt(word.end)))
        throw stop(start, 'after a closed quote comes white space, ; or {');
      yield {kind: 'word', text: word.text, ...start};
      advance(word.end);
      first ??= word.text;
    }
  }
}

const marks: Readonly<Record<string, 'open' | 'close' | 'end'>> = {'{': 'open', '}': 'close', ';': 'end'};

interface Word {
  readonly text: string;
  /** Where the text goes on. */
  readonly end: number;
}

function quoted(text: string, start: number): (Word & {readonly quote: string}) | null {
  const quote = text.charAt(start);
  for (let end = start + 1; end < text.length; end += 1) {
    const character = text.charAt(end);
    if (character === '\\') end += 1;
    else if (character === quote) return {text: unescaped(text.slice(start + 1, end)), end: end + 1, quote};
  }
  return null;
}

function bare(text: string, start: number): Word {
  let end = start;
  while (end < text.length && !/[\s;]/.test(text.charAt(end)) && !(text.charAt(end) === '{' && text.charAt(end - 1) !== '$'))
    end += text.charAt(end) === '\\' ? 2 : 1;
  end = Math.min(end, text.length);
  return {text: unescaped(text.slice(start, end)), end};
}

/** A backslash goes before quotes and white space only; before anything else it is part of the word. */
function unescaped(text: string): string {
  const letters: Readonly<Record<string, string>> = {t: '\t', r: '\r', n: '\n'};
  return text.replaceAll(/\\(["'\\]|[trn])/g, (_, character: string) => letters[character] ?? character);
}

/** The end of a block of Lua, whose quotes and comments may hold braces; negative when there is none. */
function endOfRaw(text: string, start: number): number {
  const parts = /--[^\n]*|"(?:\\[\s\S]|[^"\\\n])*"|'(?:\\[\s\S]|[^'\\\n])*'|[{}]/g;
  parts.lastIndex = start;
  let depth = 0;
  for (let part = parts.exec(text); part; part = parts.exec(text)) {
    if (part[0] === '{') depth += 1;
    else if (part[0] === '}' && (depth -= 1) === 0) return parts.lastIndex;
  }
  return -1;
}

function endOr(index: number, text: string): number {
  return index < 0 ? text.length : index;
}
