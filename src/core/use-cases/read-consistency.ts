import {checkConsistency, secretDigests, type ConsistencyInput, type SecretDigests} from '../domain/consistency.js';
import type {ObservedContainer} from '../domain/container.js';
import {Failure} from '../domain/errors.js';
import type {Deployment, Node, Recipe} from '../domain/model.js';
import type {Violation} from '../domain/violation.js';
import type {Ports} from '../ports/index.js';

export interface Consistency {
  readonly findings: readonly Violation[];
  readonly secrets: readonly SecretDigests[];
}

/** Compares the environments that running instances of a deployment really have. Values do not leave this function. */
export async function readConsistency(
  ports: Ports,
  target: {
    readonly deployment: Deployment;
    readonly recipe: Recipe;
    readonly containers: readonly ObservedContainer[];
    readonly nodes: readonly Node[];
  },
): Promise<Consistency> {
  const {deployment, recipe, containers, nodes} = target;
  const running = containers.filter(
    (container) =>
      container.kind === 'instance' &&
      container.state === 'running' &&
      container.org === deployment.org &&
      container.env === deployment.env &&
      container.app === deployment.app,
  );
  const instances = await Promise.all(
    running.map(async ({id, name, role, version, node}) => {
      const environment = await readEnvironment(
        ports,
        nodes.find((candidate) => candidate.name === node),
        id,
      );
      return environment ? [{name, role, version, environment}] : [];
    }),
  );
  const input: ConsistencyInput = {deployment, recipe, instances: instances.flat()};
  return {findings: checkConsistency(input), secrets: secretDigests(input)};
}

/** Null for a container that went since it was seen. */
async function readEnvironment(
  ports: Ports,
  node: Node | undefined,
  id: string,
): Promise<Readonly<Record<string, string>> | null> {
  if (!node) return null;
  try {
    return await (await ports.engine()).readEnvironment(node, id);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return null;
  }
}
