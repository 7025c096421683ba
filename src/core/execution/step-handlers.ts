import {containerLabels, type ContainerSpec, type SecretRef} from '../domain/container.js';
import {Failure} from '../domain/errors.js';
import type {Node} from '../domain/model.js';
import type {Step, StepKind, StepOf} from '../domain/plan.js';
import type {Clock} from '../ports/clock.js';
import type {Engine} from '../ports/engine.js';
import type {Proxy} from '../ports/proxy.js';

/** What steps act through. */
export interface StepContext {
  readonly engine: Engine;
  readonly proxy: Proxy;
  readonly clock: Clock;
  readonly installation: string;
  readonly node: (name: string) => Node;
  readonly openSecrets: (refs: readonly SecretRef[]) => Promise<ReadonlyMap<string, string>>;
  readonly signal: AbortSignal;
  /** Throws `LEASE_LOST` when another has taken over. */
  readonly expectHeld: () => Promise<void>;
}

/** Returns a note for the operator, or nothing. */
type Handler<K extends StepKind> = (step: StepOf<K>, context: StepContext) => Promise<string | void>;

const handlers: {readonly [K in StepKind]: Handler<K>} = {
  'pull-image': async (step, {engine, node, signal}) => {
    await engine.ensureImage(node(step.node), step.image, signal);
  },
  'ensure-network': (step, {engine, installation, node}) =>
    engine.ensureNetwork(node(step.node), step.network, {'muster.installation': installation}),
  'remove-network': (step, {engine, node}) => engine.ensureNetworkRemoved(node(step.node), step.network),
  'start-containers': startContainers,
  'start-proxy': startProxy,
  'stop-containers': (step, {engine, node}) => engine.ensureStopped({...step, node: node(step.node)}),
  'remove-containers': (step, {engine, node}) => engine.ensureRemoved({...step, node: node(step.node)}),
  'remove-project': (step, {engine, node}) => engine.ensureProjectRemoved(node(step.node), step.project, step.volumes),
  'configure-proxy': async (step, {proxy, installation, node}) => {
    const {changed} = await proxy.ensureConfiguration(node(step.node), installation, step.model);
    return changed ? undefined : 'it had this configuration already';
  },
  'drain-instance': drainInstance,
  'undrain-instance': (step, {proxy, installation, node}) =>
    proxy.ensureInRotation(node(step.node), installation, {
      backends: step.backends,
      server: step.instance,
      timeoutMs: step.timeoutMs,
    }),
  'await-instances': (step, {proxy, installation, node, signal}) =>
    proxy.ensureUp(node(step.node), installation, {
      backends: step.backends,
      servers: step.instances,
      timeoutMs: step.timeoutMs,
      signal,
    }),
};

export function executeStep<K extends StepKind>(step: StepOf<K> & Step, context: StepContext): Promise<string | void> {
  return (handlers[step.kind] as Handler<K>)(step, context);
}

async function startContainers(
  step: StepOf<'start-containers'>,
  {engine, node, openSecrets, signal, expectHeld}: StepContext,
): Promise<void> {
  const secrets = await openSecrets(secretRefs(step.project.containers));
  await engine
    .ensureRunning({node: node(step.node), project: step.project, names: step.names, secrets, signal, expectHeld})
    .catch((error: unknown) => {
      throw withLogsCommand(error, step.project.containers);
    });
}

/** The engine names the container; here it is known which app it belongs to. */
function withLogsCommand(error: unknown, containers: readonly ContainerSpec[]): unknown {
  if (!(error instanceof Failure) || error.code !== 'UNHEALTHY') return error;
  const labels = containers.find((spec) => spec.name === error.details['container'])?.labels ?? {};
  const app = labels[containerLabels.app];
  if (app === undefined) return error;
  const hint = `muster app logs ${app} --env ${labels[containerLabels.env]} --instance ${labels[containerLabels.name]}`;
  return new Failure({
    code: error.code,
    exit: error.exitCode,
    message: error.message,
    hint,
    details: error.details,
    cause: error.cause,
    ...(error.subject ? {subject: error.subject} : {}),
  });
}

async function startProxy(step: StepOf<'start-proxy'>, context: StepContext): Promise<void> {
  await context.proxy.ensurePrepared(context.node(step.node), context.installation);
  await startContainers({...step, kind: 'start-containers', names: step.project.containers.map((spec) => spec.name)}, context);
}

async function drainInstance(
  step: StepOf<'drain-instance'>,
  {proxy, installation, node, clock, signal}: StepContext,
): Promise<string | void> {
  const {cutSessions} = await proxy.ensureDrained(node(step.node), installation, {
    backends: step.backends,
    server: step.instance,
    drainMs: step.drainMs,
  });
  await clock.sleep(step.settleMs, signal);
  return cutSessions === 0
    ? undefined
    : `${cutSessions} ${cutSessions === 1 ? 'session was' : 'sessions were'} still open after ${step.drainMs} ms and cut`;
}

function secretRefs(containers: readonly ContainerSpec[]): readonly SecretRef[] {
  return containers.flatMap((spec) =>
    Object.values(spec.environment).flatMap((value) =>
      typeof value === 'string' ? [] : value.flatMap((part) => (typeof part === 'string' ? [] : [part.secret])),
    ),
  );
}
