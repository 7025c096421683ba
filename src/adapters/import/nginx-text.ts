import type {Directive} from '../../core/domain/import/source.js';
import {fileFailure} from '../yaml/file-problem.js';
import {nginxTokens, type Token} from './nginx-tokens.js';

/** The directives of an nginx configuration. Failure (exit 2): `FILE_UNPARSABLE`, at the place where nginx would stop too. */
export function parseNginx(text: string, file: string): readonly Directive[] {
  const stop = ({line, column}: Pick<Token, 'line' | 'column'>, message: string) =>
    fileFailure(
      'FILE_UNPARSABLE',
      [{file, line, column, key: '', message: `${message}, in an nginx configuration`, nearest: null}],
      hint,
    );
  const top: Directive[] = [];
  const open: {readonly inside: Directive[]; readonly at: Token}[] = [];
  let block = top;
  let words: Token[] = [];
  for (const token of nginxTokens(text, stop)) {
    if (token.kind === 'word') {
      words.push(token);
      continue;
    }
    const [name] = words;
    if (token.kind === 'close') {
      if (name) throw stop(name, `"${shown(name)}" does not end in ; or {`);
      if (open.length === 0) throw stop(token, 'there is a } too many');
      block = open.pop()!.inside;
      continue;
    }
    if (!name) throw stop(token, `there is no directive before ${token.text.charAt(0)}`);
    const inner: Directive[] | null = token.kind === 'end' ? null : [];
    block.push({name: name.text, args: words.slice(1).map((word) => word.text), line: name.line, block: inner});
    if (token.kind === 'open') {
      open.push({inside: block, at: name});
      block = inner!;
    }
    words = [];
  }
  const [unfinished] = words;
  if (unfinished) throw stop(unfinished, `"${shown(unfinished)}" does not end in ; or {`);
  const unclosed = open.at(-1);
  if (unclosed) throw stop(unclosed.at, `the block "${shown(unclosed.at)}" is not closed`);
  return top;
}

const hint = 'Correct the file; `nginx -t` says whether nginx itself can read it.';

/** Only what a directive's name can be: what stands in its place may be anything. */
function shown({text}: Token): string {
  return /^\w{1,40}$/.test(text) ? text : `${text.slice(0, 12)}…`;
}
