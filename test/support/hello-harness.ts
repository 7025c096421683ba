import type {Recipe} from '../../src/core/domain/model.js';
import {deployApp, type DeployRequest} from '../../src/core/use-cases/deploy-app.js';
import type {ChangeOutcome, ChangeOptions} from '../../src/core/use-cases/cluster-change.js';
import {createHarness, type Harness, type HarnessProcess, type ProcessFacts} from './harness.js';
import {aRecipe, aTopology, type TopologyBuilder} from './topology.js';

export const hello = {org: 'default', env: 'prod', app: 'hello'};

/** Node `web-1` of this machine, env `prod` on it with entry `:8088`, app `hello`; nothing runs. */
export function helloTopology(recipe: Recipe = aRecipe()): TopologyBuilder {
  return aTopology()
    .withNode('web-1', {connect: 'local', address: '127.0.0.1'})
    .withEnv('prod', {nodes: ['web-1']})
    .withApp('hello', {recipe})
    .withEntry(':8088');
}

export async function helloHarness(facts: ProcessFacts & {readonly topology?: TopologyBuilder} = {}): Promise<Harness> {
  const harness = await createHarness(facts);
  await harness.seed(facts.topology ?? helloTopology());
  return harness;
}

/** Deploys `hello` with two slaves, or as said. */
export function deployHello(
  process: HarnessProcess,
  request: Partial<DeployRequest> = {},
  options: Partial<ChangeOptions> = {},
): Promise<ChangeOutcome> {
  return deployApp(
    process.ports,
    {key: hello, version: '1.0.0', slaves: 2, roles: {}, weights: {}, ...request},
    process.options(options),
  );
}

/** What was done, in order: `drain hello-slave-1`. */
export function doneSteps(process: HarnessProcess): string[] {
  return process.events.flatMap((event) => {
    if (event.type !== 'step-done') return [];
    const {step} = event;
    if (step.kind === 'drain-instance' || step.kind === 'undrain-instance')
      return [`${step.kind.replace('-instance', '')} ${step.instance}`];
    if ('names' in step) return [`${step.kind.replace('-containers', '')} ${step.names.join(' ')}`];
    return [step.kind];
  });
}

/** The failure that a promise ends with. */
export async function failureOf(
  work: Promise<unknown>,
): Promise<{
  readonly code: string;
  readonly exitCode: number;
  readonly message: string;
  readonly hint: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}> {
  return work.then(
    () => {
      throw new Error('it did not fail');
    },
    (error: unknown) => error as never,
  );
}
