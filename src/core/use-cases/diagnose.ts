import type {Observation} from '../domain/container.js';
import {Failure} from '../domain/errors.js';
import {expectOrg} from '../domain/expect.js';
import {listWords, orgFlag} from '../domain/indexes.js';
import type {Node, Topology} from '../domain/model.js';
import {newNode} from '../domain/changes/with-node.js';
import {checkTopology} from '../domain/rules/index.js';
import {noFacts} from '../domain/rules/rule.js';
import {everything, sightIn, type Sight} from '../domain/sight.js';
import {waysOnHint} from '../domain/ways-on.js';
import type {Ports} from '../ports/index.js';
import {checkEngine} from './check-engine.js';
import {failed, pass, problem, type Check} from './check.js';
import {checkClusters} from './diagnose-clusters.js';
import {checkBalancers, checkImages, checkLeftovers, checkPorts} from './diagnose-nodes.js';
import {checkSealing} from './diagnose-secrets.js';
import {checkTwins, readEngineId} from './gather-machines.js';
import {readOpenOperations} from './halted-operations.js';
import {planDrift, type Drift} from './plan-drift.js';
import {readConsistency} from './read-consistency.js';
import {standingProblems} from './standing-problems.js';

/** Looks at store, machines and what runs there for everything that is known to go wrong. */
export async function diagnose(
  ports: Ports,
  {org, node}: {readonly org: string; readonly node: string | null},
): Promise<readonly Check[]> {
  const topology = await readStore(ports).catch((error: unknown) => failed('store', error));
  if ('check' in topology) return [topology, await checkEngine(ports, thisMachine(org))];
  expectOrg(topology, org);
  const sight = node === null ? await sightOn(ports, topology) : everything;
  const all = topology.nodes.filter(
    ({org: owner, name}) => owner === org && (node === null || name === node) && sight.seesNode(owner, name),
  );
  const engines = await Promise.all(
    (all.length === 0 ? [thisMachine(org)] : all).map((candidate) => checkEngine(ports, candidate)),
  );
  const store = [
    pass('store', `it opens, and what is in it is unbroken`),
    ...checkRules(topology),
    await checkOperations(ports),
    await checkClock(ports),
    ...(await checkSealing(ports, topology)),
    ...(await checkClusters(ports).catch((error: unknown) => [failed('clusters', error)])),
  ];
  if (all.length === 0)
    return [
      ...store,
      ...engines,
      problem('nodes', {
        result: 'warn',
        code: 'NO_NODE',
        message: 'There is no node yet.',
        hint: `muster node add web-1 --connect local${orgFlag(org)}`,
      }),
    ];
  const drift = await planDrift(ports, {org, sight});
  const answering = all.filter((candidate) => !drift.observation.unreachable.some((silent) => silent.node === candidate.name));
  const machines = await Promise.all(answering.map((candidate) => diagnoseNode(ports, candidate, drift)));
  const ids = await Promise.all(answering.map(async (it) => ({node: it.name, engineId: await readEngineId(ports, it)})));
  return [
    ...store,
    ...engines,
    ...checkTwins(ids),
    ...machines.flat(),
    ...(await diagnoseApps(ports, drift, org)),
    ...(await checkServing(ports, drift, org)),
    ...checkDrift(drift, org),
  ];
}

/** In no group: nobody's but the machine that this runs on. */
function thisMachine(org: string): Node {
  return {...newNode(org, 'local', 'local'), group: ''};
}

/** Who this installation is may be what is wrong with it. */
async function sightOn(ports: Ports, topology: Topology): Promise<Sight> {
  try {
    return sightIn(topology, await ports.identity());
  } catch (error) {
    if (error instanceof Failure) return everything;
    throw error;
  }
}

/** Reading everything checks every seal. */
async function readStore(ports: Ports): Promise<Topology> {
  const store = await ports.store();
  const [topology] = await Promise.all([
    store.readTopology(),
    store.readOperations({limit: 1}),
    store.readSealed(),
    store.readLeases(),
    store.readAudit(1),
  ]);
  return topology;
}

function checkRules(topology: Topology): readonly Check[] {
  const violations = checkTopology({before: topology, after: topology, facts: noFacts});
  if (violations.length === 0) return [pass('rules', 'the topology breaks none')];
  return violations.map(({code, severity, subject, message, hint}) =>
    problem(`rule on ${subject}`, {result: severity === 'error' ? 'fail' : 'warn', code, message, hint}),
  );
}

async function checkOperations(ports: Ports): Promise<Check> {
  const {
    open,
    halted: [halted],
  } = await readOpenOperations(ports);
  if (!halted) return pass('operations', open.length === 0 ? 'none is open' : `${open.length} under way`);
  return problem('operations', {
    code: 'OPERATION_OPEN',
    message: `Operation ${halted.id} (${halted.command}) did not end.`,
    hint: waysOnHint(halted),
  });
}

/** A second of difference is the time between the two looks. */
const toleratedMs = 1000;

async function checkClock(ports: Ports): Promise<Check> {
  const [record] = await (await ports.store()).readAudit(1);
  const aheadMs = record ? Date.parse(record.at) - ports.clock.nowMs() : 0;
  if (aheadMs <= toleratedMs) return pass('clock', 'it has not gone backwards');
  return problem('clock', {
    result: 'warn',
    code: 'CLOCK_BACKWARDS',
    message: `The last command was recorded ${Math.round(aheadMs / 1000)} s in the future.`,
    hint: 'Have the clocks of all machines kept by NTP',
  });
}

async function diagnoseNode(ports: Ports, node: Node, drift: Drift): Promise<readonly Check[]> {
  const parts = await Promise.all(
    [
      checkPorts(ports, node, drift),
      checkImages(ports, node, drift),
      checkBalancers(node, drift),
      checkLeftovers(ports, node, drift),
    ].map((work) => work.catch((error: unknown) => [failed(`node ${node.name}`, error)])),
  );
  return parts.flat();
}

async function checkServing(ports: Ports, drift: Drift, org: string): Promise<readonly Check[]> {
  const problems = await standingProblems(ports, drift, (deployment) => deployment.org === org);
  return problems.map(({subject, code, message, hint}) => problem(subject, {code, message, hint}));
}

async function diagnoseApps(ports: Ports, drift: Drift, org: string): Promise<readonly Check[]> {
  const {topology, nodes, observation} = drift;
  const running = topology.deployments.filter(
    (deployment) => deployment.org === org && deployment.state === 'running' && runs(observation, deployment),
  );
  const parts = await Promise.all(
    running.map(async (deployment) => {
      const recipe = topology.apps.find((app) => app.org === org && app.name === deployment.app)?.recipe;
      if (!recipe) return [];
      const name = `app ${deployment.app} in ${deployment.env}`;
      const {findings} = await readConsistency(ports, {deployment, recipe, nodes, containers: observation.containers});
      return findings.length === 0
        ? [pass(name, agreement(observation))]
        : findings.map(({code, message, hint}) => problem(name, {code, message, hint}));
    }),
  );
  return parts.flat();
}

function agreement({unreachable}: Observation): string {
  const which = unreachable.length === 0 ? 'the running containers' : 'the running containers that can be seen';
  return `roles, versions, secrets and spelling agree in ${which}`;
}

function runs(
  {containers}: Observation,
  {org, env, app}: {readonly org: string; readonly env: string; readonly app: string},
): boolean {
  return containers.some(
    (container) =>
      container.kind === 'instance' &&
      container.org === org &&
      container.env === env &&
      container.app === app &&
      container.state === 'running',
  );
}

/** Says of nodes that do not answer no more than that. */
function checkDrift({changes, nodes, observation}: Drift, org: string): readonly Check[] {
  const silent = observation.unreachable.map(({node}) => node);
  if (silent.length === 0 && changes.length === 0) return [pass('drift', 'everything runs as desired')];
  return [
    ...(silent.length === 0 ? [] : [unseen(silent, {seen: nodes.length - silent.length, changes})]),
    ...drifts(changes, org),
  ];
}

function unseen(silent: readonly string[], {seen, changes}: {readonly seen: number; readonly changes: Drift['changes']}): Check {
  const rest =
    seen === 0 ? 'no node was looked at' : changes.length === 0 ? 'what runs elsewhere is as desired' : 'of the others see below';
  return problem('drift', {
    result: 'warn',
    code: 'NODE_UNSEEN',
    message: `What runs on ${listWords(silent)} is not known, for ${silent.length === 1 ? 'it does' : 'they do'} not answer; ${rest}.`,
    hint: `muster node check ${silent.join(' ')}`,
  });
}

function drifts(changes: Drift['changes'], org: string): readonly Check[] {
  return changes.map(({subject, node, reasons}) =>
    problem('drift', {
      code: 'DRIFT',
      message: `${subject}${node && !subject.endsWith(` ${node}`) ? ` on ${node}` : ''}: ${reasons.join('; ')}.`,
      hint: `muster status${orgFlag(org)} shows it and the command that mends it`,
    }),
  );
}
