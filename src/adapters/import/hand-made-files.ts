import {statSync} from 'node:fs';
import {dirname, resolve} from 'node:path';
import {exitCodes, Failure} from '../../core/domain/errors.js';
import type {ImportSource} from '../../core/domain/import/source.js';
import type {ImportFiles, ImportKind} from '../../core/ports/import-files.js';
import type {Shell} from '../../core/ports/shell.js';
import {fileFailure} from '../yaml/file-problem.js';
import {readText} from '../yaml/read-text.js';
import {composeProjects} from './compose-projects.js';
import {readComposeSource} from './compose-source.js';
import {readComposeText, type GivenText} from './compose-text.js';
import {detectKind} from './detect-kind.js';
import {parseNginx} from './nginx-text.js';
import {refuseStrangeFile} from './strange-files.js';

export interface HandMadeFilesOptions {
  readonly shell: () => Promise<Shell>;
  /** What Compose takes variables from before it looks into `.env`. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

export class HandMadeFiles implements ImportFiles {
  readonly #options: HandMadeFilesOptions;

  constructor(options: HandMadeFilesOptions) {
    this.#options = options;
  }

  async read(files: readonly string[], kind: ImportKind | null): Promise<readonly ImportSource[]> {
    const texts: GivenText[] = [];
    for (const file of files) texts.push(await readGiven(file, kind));
    return this.readTexts(texts);
  }

  async readTexts(texts: readonly GivenText[]): Promise<readonly ImportSource[]> {
    const inShell = new Set(Object.keys(this.#options.env).filter((name) => !/^(?:COMPOSE|MUSTER)_/.test(name)));
    const reader = {shell: this.#options.shell, inShell};
    const compose = texts.filter(({kind}) => kind === 'compose').map(readComposeText);
    const sources: ImportSource[] = [];
    for (const project of composeProjects(compose))
      sources.push(
        await notTooDeep(project[0].file, async () => readComposeSource(project, {...reader, shell: await reader.shell()})),
      );
    for (const {kind, text, file} of texts)
      if (kind === 'nginx') sources.push(await notTooDeep(file, async () => ({kind, file, directives: parseNginx(text, file)})));
    return inOrderOf(texts, sources);
  }
}

function inOrderOf(texts: readonly GivenText[], sources: readonly ImportSource[]): readonly ImportSource[] {
  const files = texts.map(({file}) => file);
  const rank = (source: ImportSource) => files.indexOf(source.kind === 'compose' ? source.files[0]! : source.file);
  return sources.toSorted((a, b) => rank(a) - rank(b));
}

/** Only depth exhausts the stack of a parser. */
async function notTooDeep<T>(file: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const message = 'it is nested too deeply';
    throw fileFailure('FILE_UNPARSABLE', [{file, line: 1, column: 1, key: '', message, nearest: null}]);
  }
}

async function readGiven(file: string, kind: ImportKind | null): Promise<GivenText> {
  const text = await readText(file);
  const isTyped = file === '-' || !statSync(file).isFile();
  const name = file === '-' ? 'stdin' : file;
  return {
    text,
    file: name,
    path: isTyped ? null : resolve(file),
    folder: resolve(isTyped ? '.' : dirname(file)),
    kind: kindOf(text, name, kind),
  };
}

export function kindOf(text: string, file: string, kind: ImportKind | null): ImportKind {
  if (kind === null) refuseStrangeFile(text, file);
  const found = kind ?? detectKind(text);
  if (found !== null) return found;
  throw new Failure({
    code: 'FILE_KIND_UNKNOWN',
    exit: exitCodes.usage,
    subject: `file ${file}`,
    message: `${file}:1: this is neither a compose file nor an nginx configuration, as far as its first line tells.`,
    hint: 'Say which it is: --as compose, or --as nginx.',
    details: {file, line: 1, kinds: ['compose', 'nginx']},
  });
}
