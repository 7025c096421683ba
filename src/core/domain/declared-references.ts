import type {DeclaredTopology} from './declaration.js';
import {exitCodes, Failure} from './errors.js';
import {unknownName} from './expect.js';
import {listWords, orgFlag} from './indexes.js';
import type {Topology} from './model.js';

/** A name that an environment uses and that nobody has; most likely mistyped. */
export interface UnknownReference {
  readonly kind: 'node' | 'app';
  readonly name: string;
  /** The first environment that uses it. */
  readonly env: string;
}

/** Nodes and apps that are used, and neither declared nor in the topology; each once. */
export function unknownReferences(before: Topology, declared: DeclaredTopology): readonly UnknownReference[] {
  const named = {node: new Set(declared.nodes.map(({name}) => name)), app: new Set(declared.apps.map(({name}) => name))};
  const known = {
    node: lazily(() => knownNames('nodes', before, declared)),
    app: lazily(() => knownNames('apps', before, declared)),
  };
  const unknown = new Map<string, UnknownReference>();
  const note = (kind: UnknownReference['kind'], name: string | undefined, env: string) => {
    if (name === undefined || named[kind].has(name) || known[kind]().has(name) || unknown.has(`${kind} ${name}`)) return;
    unknown.set(`${kind} ${name}`, {kind, name, env});
  };
  for (const env of declared.envs) {
    for (const {node} of env.nodes) note('node', node, env.name);
    for (const {managed} of env.services) note('node', managed?.node, env.name);
    for (const {app} of env.entries) note('app', app, env.name);
    for (const app in env.appConfig) note('app', app, env.name);
    for (const {app} of env.deployments) note('app', app, env.name);
  }
  return [...unknown.values()];
}

/** Most of what is used is declared: what stands is looked at for the rest. */
function lazily<T extends object>(make: () => T): () => T {
  let made: T | null = null;
  return () => (made ??= make());
}

export function expectKnownReferences(before: Topology, declared: DeclaredTopology): void {
  const unknown = unknownReferences(before, declared);
  const [first] = unknown;
  if (!first) return;
  const collection = first.kind === 'node' ? 'nodes' : 'apps';
  const one = unknownName({
    kind: first.kind,
    name: first.name,
    known: [...knownNames(collection, before, declared)],
    list: `muster ${first.kind} list${orgFlag(declared.org)} shows all`,
  });
  if (unknown.length === 1) throw one;
  throw new Failure({
    code: 'NOT_FOUND',
    exit: exitCodes.notFound,
    subject: `${first.kind} ${first.name}`,
    message: `${unknown.length} names that the envs use are neither declared nor there: ${listWords(unknown.map(textOf))}.`,
    hint: one.hint ?? '',
    details: {missing: unknown},
  });
}

export function textOf({kind, name, env}: UnknownReference): string {
  return `${kind} ${name} (env ${env})`;
}

function knownNames(collection: 'nodes' | 'apps', before: Topology, declared: DeclaredTopology): ReadonlySet<string> {
  const known = new Set(declared[collection].map(({name}) => name));
  for (const {org, name} of before[collection]) if (org === declared.org) known.add(name);
  return known;
}
