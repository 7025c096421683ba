import type {DeclaredApp, DeclaredTopology} from '../../core/domain/declaration.js';
import type {FileProblem} from '../yaml/file-problem.js';
import {isSame} from '../../core/domain/collections.js';
import type {AppMention, DeclaredFile} from './declared-file.js';
import {mergeEnvs} from './merge-envs.js';
import {mergeFacts, mergeRows} from './merge-facts.js';
import {withPlacesOfVersions} from './place-versions.js';
import type {Fact, Place} from './places.js';

export interface Merged {
  readonly declared: DeclaredTopology;
  readonly problems: readonly FileProblem[];
  /** Facts that are said in two ways, each with both places. */
  readonly conflicts: readonly FileProblem[];
}

/** Several files as one. Each may add to what another says of a thing; the same fact with another value is a conflict. */
export function mergeFiles(files: readonly DeclaredFile[]): Merged {
  const merging = new Merging(files);
  const org = files.find((file) => file.org !== null)?.org ?? 'default';
  return {
    declared: {
      org,
      groups: [...new Set(files.flatMap((file) => file.groups))],
      workspaces: [...new Set(files.flatMap((file) => file.workspaces))],
      nodes: merging.rows('nodes', (file) => file.nodes, mergeFacts),
      apps: merging.apps(),
      envs: merging.rows('envs', (file) => file.envs, mergeEnvs).map((env) => withPlacesOfVersions(env, files)),
    },
    problems: files.flatMap((file) => file.problems),
    conflicts: [...merging.conflicts, ...merging.otherOrgs(org)],
  };
}

interface Mention<T> {
  readonly value: T;
  /** Files that speak of it, in their order. */
  readonly files: readonly DeclaredFile[];
}

interface AppOfFile extends AppMention {
  readonly file: DeclaredFile;
}

class Merging {
  readonly conflicts: FileProblem[] = [];
  readonly #files: readonly DeclaredFile[];

  constructor(files: readonly DeclaredFile[]) {
    this.#files = files;
  }

  rows<T extends {readonly name: string}>(
    collection: 'nodes' | 'envs',
    rowsOf: (file: DeclaredFile) => readonly T[],
    merge: (earlier: T, later: T, onConflict: Parameters<typeof mergeFacts>[2]) => T,
  ): readonly T[] {
    const [only, ...others] = this.#files;
    if (only && others.length === 0) return rowsOf(only);
    const mentions = this.#files.flatMap((file) => rowsOf(file).map((value): Mention<T> => ({value, files: [file]})));
    return mergeRows(
      mentions,
      ({value}) => value.name,
      (earlier, later, name): Mention<T> => {
        const [file] = later.files as readonly [DeclaredFile];
        const value = merge(earlier.value, later.value, (fact, values) => {
          const path = [collection, name, ...fact];
          this.#report(file.source.placeOf(path), sayerOf(earlier.files, path), values);
        });
        return {value, files: [...earlier.files, file]};
      },
    ).map(({value}) => value);
  }

  /** An app has one recipe and one image in its org, whichever environments name it. */
  apps(): readonly DeclaredApp[] {
    const sayers = new Map<string, Place>();
    const merged = new Map<string, AppOfFile>();
    for (const file of this.#files)
      for (const mention of file.apps) {
        const earlier = merged.get(mention.app.name);
        if (!earlier) merged.set(mention.app.name, {...mention, file});
        else if (!isSame(earlier.app, mention.app))
          merged.set(mention.app.name, this.#mergeApps(earlier, {...mention, file}, sayers));
      }
    return [...merged.values()].map(({app}) => app);
  }

  /** `sayers` are the places of what others than the first have said. */
  #mergeApps(earlier: AppOfFile, later: AppOfFile, sayers: Map<string, Place>): AppOfFile {
    const placeOf = ({file, path, name}: AppOfFile, key: string) => file.source.placeOf([...path.map(String), name, key]);
    const app = mergeFacts(earlier.app, later.app, ([key = ''], values) => {
      const said = sayers.get(`${earlier.app.name} ${key}`) ?? placeOf(earlier, key);
      this.#report(placeOf(later, key), said, values);
    });
    for (const key of ['recipe', 'image'] as const)
      if (earlier.app[key] === undefined && app[key] !== undefined) sayers.set(`${app.name} ${key}`, placeOf(later, key));
    return app === earlier.app ? earlier : {...earlier, app};
  }

  otherOrgs(org: string): readonly FileProblem[] {
    const naming = this.#files.filter((file) => file.org !== null);
    const [first] = naming;
    return naming
      .filter((file) => file.org !== org)
      .map((file) =>
        problemOf(file.source.placeOf(['org']), (first as DeclaredFile).source.placeOf(['org']), {earlier: org, later: file.org}),
      );
  }

  #report(place: Place, other: Place, values: {readonly earlier: unknown; readonly later: unknown}): void {
    this.conflicts.push(problemOf(place, other, values));
  }
}

/** Where the files say the fact; null where none of them does. */
export function placeIn(files: readonly DeclaredFile[], fact: Fact): Place | null {
  const [collection, name = ''] = fact;
  const speaking = files.filter((file) =>
    (collection === 'envs' ? file.envs : collection === 'nodes' ? file.nodes : []).some((row) => row.name === name),
  );
  return speaking.map((file) => file.source.placeOf(fact)).find(({said}) => said) ?? null;
}

/** The first that says the fact, or else that speaks of its subject. */
function sayerOf(files: readonly DeclaredFile[], fact: Fact): Place {
  const places = files.map((file) => file.source.placeOf(fact));
  return places.find(({said}) => said) ?? (places[0] as Place);
}

function problemOf(
  {file, line, column, key}: Place,
  other: Place,
  {earlier, later}: {readonly earlier: unknown; readonly later: unknown},
): FileProblem {
  return {
    file,
    line,
    column,
    key,
    nearest: null,
    message: `${key} is ${JSON.stringify(later)} here and ${JSON.stringify(earlier)} at ${other.file}:${other.line}`,
    other: {file: other.file, line: other.line, column: other.column},
  };
}
