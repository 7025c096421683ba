import {exitCodes, Failure} from '../domain/errors.js';
import {unknownName} from '../domain/expect.js';
import {groupBy} from '../domain/indexes.js';
import type {DeploymentKey, Instance} from '../domain/model.js';
import {deploymentName, instanceName} from '../domain/names.js';
import {deploymentProject} from '../domain/planning/resource-names.js';
import type {Ports} from '../ports/index.js';
import {expectDeployment} from './deployed-app.js';
import {mergeLines} from '../domain/merge-lines.js';

export interface LogTarget {
  readonly key: DeploymentKey;
  /** Null: all instances. */
  readonly instance: string | null;
  readonly tail: number;
  readonly follow: boolean;
  readonly since: string | undefined;
  /** Told of a node that does not answer while others do. */
  readonly onSilent: (failure: Failure) => void;
}

/** Lines of the instances of a deployment, over all nodes on which they stand. */
export async function readLogs(ports: Ports, target: LogTarget): Promise<AsyncIterable<string>> {
  const [topology, engine, installation] = await Promise.all([
    (await ports.store()).readTopology(),
    ports.engine(),
    ports.founder(),
  ]);
  expectDeployment(topology, target.key);
  const all = topology.instances.filter((instance) => deploymentName(instance) === deploymentName(target.key));
  const wanted = target.instance === null ? all : [named(all, target.instance)];
  if (wanted.length === 0)
    throw new Failure({
      code: 'NOT_FOUND',
      exit: exitCodes.notFound,
      subject: `app ${target.key.app}`,
      message: `App ${target.key.app} has no instance in env ${target.key.env}.`,
      hint: 'muster status',
    });
  const project = deploymentProject(installation, target.key);
  const streams = [...groupBy(wanted, (instance) => instance.node)].flatMap(([name, here]) => {
    const node = topology.nodes.find((candidate) => candidate.org === target.key.org && candidate.name === name);
    const names = here.map(instanceName);
    if (!node) return [];
    const lines = engine.readLogs({
      node,
      project,
      names,
      tail: target.tail,
      follow: target.follow,
      ...(target.since === undefined ? {} : {since: target.since}),
    });
    return [names.length === 1 && wanted.length > 1 ? prefixed(lines, names[0] as string) : lines];
  });
  const tolerant = goneWithout(streams, target.onSilent);
  return target.follow ? mergeLines(tolerant) : concatLines(tolerant);
}

function named(instances: readonly Instance[], name: string): Instance {
  const found = instances.find((instance) => instanceName(instance) === name);
  if (!found)
    throw unknownName({
      kind: 'instance',
      name,
      known: instances.map(instanceName),
      list: `instances are ${instances.map(instanceName).join(', ')}`,
    });
  return found;
}

/** The engine names containers only where it reads several. */
async function* prefixed(lines: AsyncIterable<string>, name: string): AsyncIterable<string> {
  for await (const line of lines) yield `${name} | ${line}`;
}

/** What nodes do not answer is missing, as long as one answers. */
function goneWithout(
  streams: readonly AsyncIterable<string>[],
  onSilent: LogTarget['onSilent'],
): readonly AsyncIterable<string>[] {
  let silent = 0;
  return streams.map(async function* (stream) {
    try {
      yield* stream;
    } catch (error) {
      silent += 1;
      if (!(error instanceof Failure) || error.exitCode !== exitCodes.outside || silent === streams.length) throw error;
      onSilent(error);
    }
  });
}

async function* concatLines(streams: readonly AsyncIterable<string>[]): AsyncIterable<string> {
  for (const stream of streams) yield* stream;
}
