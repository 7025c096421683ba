import {containerLabels, type ContainerSpec} from '../../../core/domain/container.js';
import {exitCodes, Failure} from '../../../core/domain/errors.js';
import type {StartRequest} from '../../../core/ports/engine.js';
import type {ShellResult} from '../../../core/ports/shell.js';
import {composeUpArgs} from './argv.js';
import {classify, isTransient} from './classify.js';
import {composeLabels, containerName, type ContainerDetail, type ContainerSummary} from './docker-types.js';
import {listProject, throwIfAborted, type EngineAccess} from './engine-access.js';
import {mendFailure, mendLeftovers, plainName} from './mend.js';
import {withHolder} from './port-holder.js';
import {renderProject, secretVariables} from './render.js';
import {waitHealthy, type Watched} from './wait-healthy.js';

const mostTries = 3;

export async function ensureRunning(access: EngineAccess, request: StartRequest): Promise<void> {
  const beganMs = access.clock.nowMs();
  const specs = request.names.map((name) => specOf(request, name));
  const before = await mendLeftovers(access, request.project.name, request.names);
  const restartsBefore = await readRestarts(
    access,
    before.filter((container) => request.names.includes(container.Labels[composeLabels.service] ?? '')),
  );
  const containers = isInPlace(request, specs, before) ? before : await converge(access, request, specs);
  const watched = specs.map((spec): Watched => {
    const id = findContainer(request, spec, containers)?.Id ?? '';
    return {spec, id, restartsBefore: restartsBefore.get(id) ?? 0};
  });
  await waitHealthy(access, {containers: watched, secretValues: [...request.secrets.values()], signal: request.signal, beganMs});
}

/** Compose up until what runs is what was asked for. */
async function converge(
  access: EngineAccess,
  request: StartRequest,
  specs: readonly ContainerSpec[],
): Promise<readonly ContainerSummary[]> {
  let failure = notConverged(request);
  for (let tries = 0; tries < mostTries; tries += 1) {
    throwIfAborted(request.signal);
    // Who was frozen while Compose ran finds what another has put there meanwhile, and would put its own back.
    await request.expectHeld?.();
    if (tries > 0) await mendLeftovers(access, request.project.name, request.names);
    const result = await composeUp(access, request);
    throwIfAborted(request.signal);
    if (result.exit === 0) {
      const containers = await listProject(access, request.project.name);
      if (isAsWanted(request, specs, containers)) return containers;
      continue;
    }
    failure = classify(result);
    // Compose knows the near end of the way only.
    if (failure.code === 'DOCKER_DOWN' && access.link.kind !== 'local') throw await access.link.explain(failure.message);
    const installation = specs[0]?.labels[containerLabels.installation];
    await request.expectHeld?.();
    const mended = await mendFailure(access, {failure, project: request.project.name, names: request.names, installation});
    if (!mended && !isTransient(result)) break;
  }
  throw await withHolder(access, failure);
}

async function composeUp(access: EngineAccess, request: StartRequest): Promise<ShellResult> {
  const rendered = renderProject(request.project);
  const variables = secretVariables(rendered, request.secrets);
  const grace = Math.max(...request.project.containers.map((container) => container.stopGraceMs));
  return access.link.docker.run({
    args: composeUpArgs(request.project.name, request.names),
    input: rendered.text,
    env: {...variables, COMPOSE_IGNORE_ORPHANS: '1'},
    redact: [...request.secrets.values(), ...Object.values(variables)],
    timeoutMs: 60_000 + grace,
    ...(request.signal ? {signal: request.signal} : {}),
  });
}

function specOf(request: StartRequest, name: string): ContainerSpec {
  const spec = request.project.containers.find((container) => container.name === name);
  if (!spec) throw new Error(`Project ${request.project.name} has no container ${name}.`);
  return spec;
}

function findContainer(
  request: StartRequest,
  spec: ContainerSpec,
  containers: readonly ContainerSummary[],
): ContainerSummary | undefined {
  const found = containers.filter((container) => container.Labels[composeLabels.service] === spec.name);
  const [only] = found;
  return found.length === 1 && only && containerName(only) === plainName(request.project.name, spec.name) ? only : undefined;
}

function isAsWanted(request: StartRequest, specs: readonly ContainerSpec[], containers: readonly ContainerSummary[]): boolean {
  return specs.every(
    (spec) => findContainer(request, spec, containers)?.Labels[containerLabels.spec] === spec.labels[containerLabels.spec],
  );
}

function isInPlace(request: StartRequest, specs: readonly ContainerSpec[], containers: readonly ContainerSummary[]): boolean {
  return (
    isAsWanted(request, specs, containers) && specs.every((spec) => findContainer(request, spec, containers)?.State === 'running')
  );
}

async function readRestarts(access: EngineAccess, containers: readonly ContainerSummary[]): Promise<ReadonlyMap<string, number>> {
  const details = await Promise.all(
    containers.map((container) => access.api.find<ContainerDetail>(`/containers/${container.Id}/json`)),
  );
  return new Map(details.filter((detail) => detail !== null).map((detail) => [detail.Id, detail.RestartCount]));
}

function notConverged(request: StartRequest): Failure {
  return new Failure({
    code: 'COMPOSE_FAILED',
    exit: exitCodes.stepFailed,
    message: `Compose ended well ${mostTries} times, but ${request.names.join(', ')} did not run as wanted.`,
    hint: 'muster doctor',
    details: {project: request.project.name, names: request.names, stderr: []},
  });
}
