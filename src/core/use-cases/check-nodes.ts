import {expectNode, expectOrg} from '../domain/expect.js';
import {groupBy} from '../domain/indexes.js';
import type {Node} from '../domain/model.js';
import {compareText} from '../domain/names.js';
import {everything, sightIn} from '../domain/sight.js';
import type {Machine} from '../ports/engine.js';
import type {HostMeasures} from '../ports/hosts.js';
import type {Ports} from '../ports/index.js';
import {mapBounded} from './bounded.js';
import {checkEngine} from './check-engine.js';
import {checkMachine} from './check-machine.js';
import {failed, pass, problem, type Check} from './check.js';
import {checkPorts} from './diagnose-nodes.js';
import {checkTwins} from './gather-machines.js';
import {observeCluster} from './observe-cluster.js';
import type {Drift} from './plan-drift.js';

const nodesAtOnce = 16;
/** Ports of entries that say none. */
const webPorts = [80, 443];

export interface NodeReport {
  readonly node: string;
  readonly connect: string;
  readonly reachable: boolean;
  /** Null where the node does not answer. */
  readonly machine: Machine | null;
  /** Null where nothing but the engine can be reached. */
  readonly host: HostMeasures | null;
  readonly checks: readonly Check[];
}

export interface NodeChoice {
  readonly org: string;
  /** None: all that the cluster looks after; of all clusters with `all`. */
  readonly names: readonly string[];
  readonly all?: boolean;
}

/** Measures what is really there on nodes, and compares it with what is declared. */
export async function checkNodes(ports: Ports, {org, names, all = false}: NodeChoice): Promise<readonly NodeReport[]> {
  const [store, identity] = await Promise.all([ports.store(), ports.identity()]);
  const topology = await store.readTopology();
  expectOrg(topology, org);
  const sight = all ? everything : sightIn(topology, identity);
  const nodes = (
    names.length === 0
      ? topology.nodes.filter((node) => node.org === org && sight.seesNode(org, node.name))
      : [...new Set(names)].map((name) => expectNode(topology, org, name))
  ).toSorted((a, b) => compareText(a.name, b.name));
  const observation = await observeCluster(ports, nodes);
  const reports = await mapBounded(nodes, nodesAtOnce, (node) => checkNode(ports, node, {topology, observation}));
  return withTwins(withArchitectures(reports));
}

async function checkNode(ports: Ports, node: Node, seen: Pick<Drift, 'topology' | 'observation'>): Promise<NodeReport> {
  const {name, connect} = node;
  const reach = `reach of ${name}`;
  const report = (checks: readonly Check[], facts: Partial<NodeReport> = {}): NodeReport => ({
    node: name,
    connect,
    reachable: false,
    machine: null,
    host: null,
    ...facts,
    checks,
  });
  const silent = seen.observation.unreachable.find((candidate) => candidate.node === name);
  if (silent) return report([problem(reach, {code: silent.code, message: silent.reason, hint: silent.hint})]);
  try {
    const machine = await (await ports.engine()).readMachine(node);
    const [engine, host, held] = await Promise.all([
      checkEngine(ports, node),
      ports.hosts.measure(node, machine.dataDirectory),
      checkPorts(ports, node, {...seen, besides: webPorts}),
    ]);
    const answers = pass(reach, `${connect} answers in ${machine.latencyMs} ms`);
    const checks = [answers, engine, ...checkMachine({node, machine, host}), ...held];
    return report(checks, {reachable: true, machine, host});
  } catch (error) {
    return report([failed(reach, error)]);
  }
}

/** An image is made for one architecture: nodes that differ from most of the others are named. */
function withArchitectures(reports: readonly NodeReport[]): readonly NodeReport[] {
  const groups = [...groupBy(reports, ({machine}) => machine?.architecture ?? '').entries()].filter(([name]) => name !== '');
  const [[usual] = ['']] = groups.toSorted(([a, one], [b, other]) => other.length - one.length || compareText(a, b));
  return reports.map((report) => {
    const {architecture} = report.machine ?? {};
    if (architecture === undefined || architecture === usual) return report;
    const differs = problem(`architecture of ${report.node}`, {
      result: 'warn',
      code: 'ARCHITECTURE_DIFFERS',
      message: `It is ${architecture}, while most nodes are ${usual}.`,
      hint: 'Deploy images that are made for both, or keep the two apart in envs of their own',
    });
    return {...report, checks: [...report.checks, differs]};
  });
}

function withTwins(reports: readonly NodeReport[]): readonly NodeReport[] {
  const twins = checkTwins(reports.map(({node, machine}) => ({node, engineId: machine?.engineId ?? null})));
  return reports.map((report) => ({
    ...report,
    checks: [...report.checks, ...twins.filter(({check}) => check.slice('machine of '.length).split(', ').includes(report.node))],
  }));
}
