import type {AppStatus, HealthLevel, InstanceStatus} from '../../core/use-cases/app-status.js';
import {counted} from './columns.js';
import {orDash} from './facts.js';
import type {View} from './output.js';
import type {Tone} from './palette.js';
import type {Style} from './style.js';
import {renderTable} from './render-table.js';
import type {Column} from './cells.js';

const columns: readonly Column<InstanceStatus>[] = [
  {title: 'INSTANCE', value: (instance) => instance.name},
  {title: 'ROLE', value: (instance) => instance.role, wide: true},
  {title: 'NODE', value: (instance) => instance.node},
  {title: 'ADDRESS', value: (instance) => Object.values(instance.addresses).join(' ')},
  {title: 'STATE', value: stateText, tone: (instance) => (isAsDesired(instance) ? 'good' : 'bad')},
  {title: 'VERSION', value: (instance) => orDash(instance.version), wide: true},
  {
    title: 'BALANCER',
    value: (instance) => orDash([...new Set(instance.balancers.map((server) => server.status))].join(',')),
    tone: (instance) => (instance.balancers.every((server) => server.status === 'up') ? 'plain' : 'warn'),
  },
  {
    title: 'WEIGHT',
    value: (instance) => orDash([...new Set(instance.balancers.map((server) => server.weight))].join(',')),
    wide: true,
  },
  {title: 'SESSIONS', value: (instance) => total(instance, 'sessions')},
  {title: 'REQUESTS', value: (instance) => total(instance, 'requestsTotal')},
];

export const appStatusView: View<AppStatus> = {
  names: (status) => status.instances.map((instance) => instance.name),
  text: (status, style, wide = false) =>
    [
      `${style.paint('strong', `${status.app} ${status.version}`)} in ${status.env}: ${verdict(status, style)}`,
      `${status.entries.length === 0 ? 'no entry' : `entry ${status.entries.join(', ')}`}, ${status.balance}`,
      '',
      ...(status.instances.length === 0
        ? ['It has no instance.']
        : [
            renderTable(
              columns.filter((column) => wide || !column.wide || differs(column, status.instances)),
              status.instances,
              style,
            ),
          ]),
      '',
      ...status.levels.map((level) => levelLine(level, style)),
      ...(wide
        ? status.secrets.map(
            ({variable, digests}) =>
              `  ${variable}: ${[...new Set(Object.values(digests))].map((digest) => digest ?? 'not set').join(', ')}`,
          )
        : []),
      ...status.problems.flatMap(({code, message, hint}) => [
        '',
        `${style.paint('bad', message)} ${style.paint('faint', `(${code})`)}`,
        ...(hint ? [`${style.paint('strong', 'Next:')} ${hint}`] : []),
      ]),
    ].join('\n') + '\n',
};

/** What is the same for all of them is told by `--output wide`, but for their roles, which their names tell. */
function differs(column: Column<InstanceStatus>, instances: readonly InstanceStatus[]): boolean {
  return column.title !== 'ROLE' && new Set(instances.map(column.value)).size > 1;
}

function verdict({healthy, problems, state}: AppStatus, style: Style): string {
  if (!healthy) return style.paint('bad', counted(problems.length, 'problem'));
  return state === 'stopped' ? style.paint('warn', 'stopped') : style.paint('good', 'healthy');
}

function stateText(instance: InstanceStatus): string {
  const actual = instance.actual === 'running' ? `running, ${instance.health}` : instance.actual;
  return isAsDesired(instance) ? actual : `${actual} (should be ${instance.desired})`;
}

function isAsDesired({desired, actual, health}: InstanceStatus): boolean {
  return desired === 'running' ? actual === 'running' && health !== 'unhealthy' : actual !== 'running';
}

function total({balancers}: InstanceStatus, field: 'sessions' | 'requestsTotal'): string {
  return balancers.length === 0 ? '-' : String(balancers.reduce((sum, server) => sum + server[field], 0));
}

function levelLine({level, result, message}: HealthLevel, style: Style): string {
  const marks: Readonly<Record<HealthLevel['result'], readonly [string, Tone]>> = {
    pass: ['✔', 'good'],
    fail: ['✖', 'bad'],
    unknown: ['?', 'faint'],
  };
  const [mark, tone] = marks[result];
  return `${style.paint(tone, mark)} ${level}: ${message}`;
}
