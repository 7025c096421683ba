import type {PlannedChange} from '../../core/domain/plan.js';
import type {BalancerStatus, ClusterStatus, DeploymentStatus, EnvStatus, NodeStatus} from '../../core/use-cases/read-status.js';
import {alignRows, counted} from './columns.js';
import {pairs} from './facts.js';
import {waysLines} from './operations.js';
import type {View} from './output.js';
import type {Tone} from './palette.js';
import type {Style} from './style.js';

/** The whole picture as an indented tree that fits a narrow terminal. */
export const statusView: View<ClusterStatus> = {
  names: (status) => status.envs.flatMap((env) => env.deployments.map((deployment) => `${env.name}/${deployment.app}`)),
  text: (status, style) =>
    [
      `${style.paint('strong', `Organization ${status.org}`)}: ${verdict(status, style)}`,
      ...section('Nodes', nodeLines(status.nodes, style), style),
      ...status.envs.flatMap((env) => ['', ...envLines(env, style)]),
      ...section('Balancers', balancerLines(status.balancers, style), style),
      ...section(
        'Open operations',
        alignRows(
          status.operations.map(({id, state, command}) => [id, state, command]),
          '  ',
        ),
        style,
      ),
      ...section(
        'Locks',
        status.locks.map((lease) => `  ${lease.resource}: ${lease.actor}@${lease.host} since ${lease.since}`),
        style,
      ),
      ...section(
        'Not as desired',
        status.drift.map((change) => `  ${driftLine(change)}`),
        style,
      ),
      ...section(
        'Problems',
        status.problems.map(({message}) => `  ${message}`),
        style,
      ),
      ...nextLines(status, style),
    ].join('\n') + '\n',
};

function nextLines({nextCommand, ways}: ClusterStatus, style: Style): readonly string[] {
  if (nextCommand === null) return [];
  if (nextCommand === ways?.resume) return ['', ...waysLines(ways, style)];
  return ['', `${style.paint('strong', 'Next:')} ${nextCommand}`];
}

/** No more than what was looked at. */
function verdict({healthy, nodes, drift}: ClusterStatus, style: Style): string {
  if (nodes.length === 0) return style.paint('warn', 'there is no node yet');
  if (healthy) return style.paint('good', 'everything runs as desired');
  const seen = nodes.filter((node) => node.reachable);
  if (seen.length === 0) return style.paint('bad', 'no node answers; what runs is not known');
  if (seen.length === nodes.length || drift.length > 0) return style.paint('bad', 'not everything is as desired');
  const silent = nodes.length - seen.length;
  return style.paint(
    'bad',
    `${silent} of ${nodes.length} nodes ${silent === 1 ? 'does' : 'do'} not answer; nothing is known of what runs there`,
  );
}

function section(title: string, lines: readonly string[], style: Style): readonly string[] {
  return lines.length === 0 ? [] : ['', style.paint('strong', title), ...lines];
}

function nodeLines(nodes: readonly NodeStatus[], style: Style): readonly string[] {
  const rows = alignRows(
    nodes.map((node) => [node.name, node.connect, node.reachable ? counted(node.containers ?? 0, 'container') : 'unreachable']),
    '  ',
  );
  return nodes.flatMap((node, index) => {
    const line = rows[index] as string;
    return node.reachable ? [line] : [style.paint('bad', line), `    ${node.reason ?? ''}`];
  });
}

function envLines(env: EnvStatus, style: Style): readonly string[] {
  const entries = env.entries.map(({address, backup}) => (backup ? `${address} (backup)` : address)).join(', ');
  const labels = Object.keys(env.labels).length === 0 ? '' : style.paint('faint', ` ${pairs(env.labels)}`);
  return [
    `${style.paint('strong', `Env ${env.name}`)}${labels}`,
    `  ${entries === '' ? 'no entry' : `entry ${entries}`}; ${env.nodes.length === 0 ? 'no node' : `on ${env.nodes.join(', ')}`}`,
    ...alignRows(
      env.services.map(({name, kind, state, node}) => [`service ${name}`, kind, state, node ?? '']),
      '  ',
    ),
    ...env.deployments.flatMap((deployment) => deploymentLines(deployment, style)),
    ...(env.deployments.length === 0 ? ['  nothing is deployed'] : []),
  ];
}

function deploymentLines(
  {app, version, state, balance, desired, healthy, unknown, instances}: DeploymentStatus,
  style: Style,
): readonly string[] {
  const tone: Tone = state === 'stopped' ? 'warn' : healthy === desired ? 'good' : 'bad';
  const rows = alignRows(
    instances.map(({name, node, state: actual, health, balancer}) => [
      name,
      node,
      actual === 'running' ? health : actual,
      balancer ?? '',
    ]),
    '    ',
  );
  return [
    `  ${app} ${version}  ${style.paint(tone, `${state === 'stopped' ? 'stopped' : `${healthy} of ${desired} healthy`}${unknown === 0 ? '' : `, ${unknown} unknown`}`)}  ${balance}`,
    ...rows,
  ];
}

function balancerLines(balancers: readonly BalancerStatus[], style: Style): readonly string[] {
  const rows = alignRows(
    balancers.map(({node, ports, running, current, serversUp, servers}) => [
      node,
      ports.length === 0 ? 'no port' : `port ${ports.join(', ')}`,
      running === null ? 'unknown' : running ? `${serversUp} of ${servers} up` : 'not running',
      running && !current ? 'other configuration than desired' : '',
    ]),
    '  ',
  );
  return rows.map((line, index) => (balancers[index]?.running && balancers[index].current ? line : style.paint('bad', line)));
}

function driftLine({subject, node, reasons}: PlannedChange): string {
  const where = node !== null && !subject.endsWith(` ${node}`) ? ` on ${node}` : '';
  return `${subject}${where}${reasons.length === 0 ? '' : `: ${reasons.join('; ')}`}`;
}
