import {resolve} from 'node:path';
import type {Failure} from '../../core/domain/errors.js';
import type {Place, SourcePath} from '../../core/domain/import/source.js';
import {fileFailure, type FileProblem} from '../yaml/file-problem.js';
import {keyOf} from '../yaml/parsed-document.js';
import {findIn, keysAt, linesBefore, partName, type ReadText} from './compose-text.js';
import {envFileItems} from './written-places.js';

const hint = 'Correct the file until `docker compose config` reads it.';

/** What Compose refused, with file, line and key where its words name them. */
export function refusal(stderr: string, texts: readonly ReadText[]): Failure {
  const said = wordsOf(stderr, texts);
  const isSyntax = /(?:^|\s)yaml: (?!unmarshal)/.test(said);
  const found = texts.flatMap(({documents, file}) =>
    documents.flatMap(({faults}) => faults).map((fault) => ({...fault, file, key: '', nearest: null})),
  );
  if (isSyntax && found.length > 0) return fileFailure('FILE_UNPARSABLE', found, hint);
  return fileFailure(isSyntax ? 'FILE_UNPARSABLE' : 'FILE_INVALID', [problemOf(said, texts)], hint);
}

/** The same of services that Compose can read and would not run. */
export function complaintOf(stderr: string, texts: readonly ReadText[]): Place & {readonly reason: string} {
  const {file, line, key, message} = problemOf(wordsOf(stderr, texts), texts);
  return {file, line, key, reason: message.replace(/^Compose refuses it/, 'Compose would not run it')};
}

/** In one line, without warnings, files under the names that they were given by. */
function wordsOf(stderr: string, texts: readonly ReadText[]): string {
  const said = stderr
    .split('\n')
    .filter((line) => !/level=(?:warning|info)/.test(line))
    .join(' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return texts.reduce((words, {path, file}) => (path === null ? words : words.replaceAll(path, file)), said);
}

interface Reading {
  readonly path: SourcePath;
  readonly message: string;
}

type Reader = (match: readonly string[], said: string) => Reading;

const readings: readonly (readonly [RegExp, Reader])[] = [
  [
    /(\S+) Additional property (.+?) is not allowed/,
    ([, at, name]) => ({
      path: [...pathOf(at === '(root)' ? '' : at!), name!],
      message: `Compose knows no key "${name}" ${at === '(root)' ? 'at the top of a file' : 'there'}`,
    }),
  ],
  [
    /required variable (\S+) is missing a value(?:: (.*))?/,
    ([, name, why], said) => ({
      path: pathIn(said),
      message: `variable ${name} is required and has no value in the shell or in .env${why ? `: ${why}` : ''}`,
    }),
  ],
  [
    // What is around the dollar may be a secret.
    /invalid interpolation format/i,
    (_, said) => ({path: pathIn(said), message: 'a $ in it names no variable: Compose wants $$ for a dollar'}),
  ],
  [
    /service "([^"]+)" has neither an image nor a build context/,
    ([, name]) => ({path: ['services', name!], message: `service ${name} has neither an image nor a build`}),
  ],
  [
    /services\.(\S+): (can't set container_name) and (\S+) as container name must be unique/,
    ([, key, , name]) => ({
      path: ['services', name!, ...key!.split('.')],
      message: `Compose refuses it: service ${name} has one container_name and several containers`,
    }),
  ],
  [
    /service "([^"]+)" ((?:refers to|depends on) undefined \S+) "?([^\s":]+)"?/,
    ([, name, what, other]) => ({path: ['services', name!], message: `Compose refuses it: service ${name} ${what} ${other}`}),
  ],
  [
    /mapping key "([^"]*)" already defined/,
    ([, name]) => ({path: [name!], message: `the key "${name}" stands twice in one place`}),
  ],
  [/empty compose file/, () => ({path: [], message: 'the file is empty'})],
];

function problemOf(said: string, texts: readonly ReadText[]): FileProblem {
  const missing = /env file (.+?) not found/.exec(said)?.[1];
  if (missing !== undefined) return missingEnvFile(missing, texts);
  for (const [pattern, reader] of readings) {
    const match = pattern.exec(said);
    if (match) return placed(reader(match as readonly string[], said), said, texts);
  }
  const words = said
    .replace(/^validating \S+: /, '')
    .replace(/: invalid compose project$/, '')
    .replace(/\.$/, '');
  return placed({path: pathIn(said), message: `Compose refuses it: ${words}`}, said, texts);
}

function missingEnvFile(path: string, texts: readonly ReadText[]): FileProblem {
  for (const text of texts)
    for (const service of keysAt(text, text.form === 'project' ? ['services'] : [])) {
      const item = envFileItems(text, service).find(({name}) => resolve(text.folder, name) === resolve(text.folder, path));
      if (item) {
        const message = `the environment file ${item.name} is not there: put it beside the compose file, even an empty one`;
        return {file: text.file, line: findIn(text, item.path)!.line, column: 1, key: keyOf(item.path), nearest: null, message};
      }
    }
  return {file: texts[0]!.file, line: 1, column: 1, key: '', nearest: null, message: `the environment file ${path} is not there`};
}

function placed({path, message}: Reading, said: string, texts: readonly ReadText[]): FileProblem {
  const line = Number(/\bline (\d+)/.exec(said)?.[1] ?? 0);
  const [, value] = /^Invalid \w+(?: \w+)?: (\S+)$/.exec(said) ?? [];
  for (const text of texts.toReversed()) {
    const own = ownPath(path, text);
    if (own.length === 0 || findIn(text, own.slice(0, 2)) === null) continue;
    const known = longest(own, text);
    return {file: text.file, line: findIn(text, known)!.line, column: 1, key: keyOf(own), nearest: null, message};
  }
  const [first] = texts;
  const row = value === undefined ? -1 : first!.text.split('\n').findIndex((it) => it.includes(value));
  if (row >= 0) return {file: first!.file, line: row + 1, column: 1, key: '', nearest: null, message};
  const inFile = Math.max(1, line - linesBefore(first!));
  return {file: first!.file, line: inFile, column: 1, key: keyOf(ownPath(path, first!)), nearest: null, message};
}

function longest(path: SourcePath, text: ReadText): SourcePath {
  let length = path.length;
  while (length > 1 && findIn(text, path.slice(0, length)) === null) length -= 1;
  return path.slice(0, length);
}

/** A part, and the first form of compose, were made a project for Compose. */
function ownPath(path: SourcePath, {form}: ReadText): SourcePath {
  if (path[0] !== 'services' || form === 'project') return path;
  return path.slice(form === 'part' && path[1] === partName ? 2 : 1);
}

/** The key that Compose names: `services.shop.ports.0`. */
function pathIn(said: string): SourcePath {
  return pathOf(/(?:^|[\s"'])((?:services|networks|volumes|secrets|configs)\.[^\s:"']+)/.exec(said)?.[1] ?? '');
}

function pathOf(text: string): SourcePath {
  const name = /(?:services|networks|volumes|secrets|configs)\..*/.exec(text)?.[0] ?? '';
  return name === ''
    ? []
    : name
        .replaceAll(/\[(\d+)\]/g, '.$1')
        .split('.')
        .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}
