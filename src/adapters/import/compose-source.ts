import {statSync} from 'node:fs';
import {join} from 'node:path';
import type {ComposeSource, SourcePath, UsedVariable} from '../../core/domain/import/source.js';
import type {Shell} from '../../core/ports/shell.js';
import {resolveProject, type ResolvedProject} from './compose-config.js';
import {complaintOf, refusal} from './compose-refusal.js';
import {asProject, findIn, keysAt, partName, type ReadText} from './compose-text.js';
import {namedFiles} from './named-files.js';
import {passedOf, unusedOf, usesOf, type VariableUse} from './used-variables.js';
import {readEnvFile, readEnvFiles, WrittenPlaces} from './written-places.js';

export interface ComposeReader {
  readonly shell: Shell;
  /** Names of variables that Compose finds in the shell. */
  readonly inShell: ReadonlySet<string>;
}

/** Files that are one project as Compose reads them, each adding to those before it. */
export async function readComposeSource(texts: readonly ReadText[], {shell, inShell}: ComposeReader): Promise<ComposeSource> {
  const {folder} = texts[0]!;
  const resolved = await resolveProject(shell, {...inputOf(texts), folder});
  if ('refused' in resolved) throw refusal(resolved.refused, texts);
  const services = Object.keys((resolved.model['services'] ?? {}) as object);
  const named = await namedFiles(texts);
  const envFiles = await readEnvFiles([...named, ...texts], services);
  const dotEnv = await readEnvFile(join(folder, '.env'));
  const model = withoutFolder(markFiles(modelOf(resolved, texts)), folder);
  const places = new WrittenPlaces(texts, model, envFiles);
  const source = {
    value: inWrittenOrder(model, places, []),
    writtenAt: (path: SourcePath) => places.at(path),
    nearest: (path: SourcePath) => places.nearest(path),
  };
  const used = [...usesOf([...texts, ...named], [...envFiles.values()].flat()), ...passedOf(source)];
  return {
    kind: 'compose',
    files: texts.map(({file}) => file),
    isPart: texts[0]!.form === 'part',
    ...source,
    unset: new Set(resolved.unset),
    variables: [...withoutValue(used, resolved.unset, texts[0]!.file), ...ofShell(used, inShell)],
    complaints: resolved.complaint === null ? [] : [complaintOf(resolved.complaint, texts)],
    unused: unusedOf(dotEnv, {texts, used}, services),
  };
}

/** Each value that Compose takes as empty for want of a variable; where none is found, the variable is told of the first file. */
function withoutValue(used: readonly VariableUse[], unset: readonly string[], file: string): readonly UsedVariable[] {
  return unset.flatMap((name): UsedVariable[] => {
    const own = used.filter((use) => use.name === name && !use.hasDefault);
    const places = own.length > 0 ? own : [{file, line: 1, key: `\${${name}}`}];
    return places.map((place) => ({file: place.file, line: place.line, key: place.key, name, from: 'nowhere'}));
  });
}

/** The first value that names each. */
function ofShell(used: readonly VariableUse[], inShell: ReadonlySet<string>): readonly UsedVariable[] {
  const first = new Map(used.toReversed().map((use) => [use.name, use]));
  return [...first.values()]
    .toReversed()
    .flatMap(({name, file, line, key}): UsedVariable[] => (inShell.has(name) ? [{name, file, line, key, from: 'shell'}] : []));
}

/** What only a text is, or is no whole project, reaches Compose through its standard input. */
function inputOf(texts: readonly ReadText[]) {
  const typed = texts.find(({path, form}) => path === null || form !== 'project');
  return {
    files: texts.map((text) => (text === typed ? '-' : (text.path ?? '-'))),
    text: typed === undefined ? null : typed.form === 'project' ? typed.text : asProject(typed),
  };
}

/** What services may name; what none does is not in the model. */
const sections = ['networks', 'volumes', 'secrets', 'configs'];

/** What Compose has no use for, and leaves out of its model, is told by name. */
function modelOf({model}: ResolvedProject, texts: readonly ReadText[]): unknown {
  const [first] = texts;
  const services = (model['services'] ?? {}) as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  if (first!.form === 'part') {
    const kept = Object.entries(services[partName]!).filter(([key]) => key !== 'image' || findIn(first!, ['image']) !== null);
    return Object.fromEntries(kept);
  }
  const extended = Object.entries(services).map(([name, service]) => {
    const keys = texts.flatMap((text) => keysAt(text, text.form === 'services' ? [name] : ['services', name]));
    return [name, {...withKeys(keys.filter((key) => key.startsWith('x-'))), ...service}];
  });
  const said = sections.map((section) => {
    const names = texts.flatMap((text) => keysAt(text, [section]));
    return [section, {...withKeys(names), ...(model[section] as object | undefined)}] as const;
  });
  return {
    ...withKeys(keysAt(first!, []).filter((key) => key === 'version')),
    ...model,
    ...Object.fromEntries(said.filter(([, names]) => Object.keys(names).length > 0)),
    services: Object.fromEntries(extended),
  };
}

function withKeys(keys: readonly string[]): Readonly<Record<string, object>> {
  return Object.fromEntries(keys.map((key) => [key, {}]));
}

/** Whether what is mounted is a single file, only the machine knows; where it is not there, its name has to tell. */
function markFiles(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(markFiles);
  if (typeof value !== 'object' || value === null) return value;
  const {type, source, target} = value as Readonly<Record<string, unknown>>;
  if (type === 'bind' && typeof source === 'string' && typeof target === 'string')
    return {...value, isFile: statSync(source, {throwIfNoEntry: false})?.isFile() ?? false};
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, markFiles(item)]));
}

/** Paths below the folder of the files read as people write them: `./data`. */
function withoutFolder(value: unknown, folder: string): unknown {
  if (typeof value === 'string') return value.startsWith(`${folder}/`) ? `.${value.slice(folder.length)}` : value;
  if (Array.isArray(value)) return value.map((item) => withoutFolder(item, folder));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutFolder(item, folder)]));
}

/** Compose sorts by name; people read, and tell, in the order of their files. */
function inWrittenOrder(value: unknown, places: WrittenPlaces, path: readonly string[]): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const last = [Number.MAX_SAFE_INTEGER, 0] as const;
  const deeper = path.length === 0 || (path[0] === 'services' && path.length < 3);
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, item]) => ({
        key,
        rank: places.rank([...path, key]) ?? last,
        item: deeper ? inWrittenOrder(item, places, [...path, key]) : item,
      }))
      .toSorted((a, b) => a.rank[0] - b.rank[0] || a.rank[1] - b.rank[1])
      .map(({key, item}) => [key, item]),
  );
}
