import type {AgentReport} from '../../core/ports/agent-server.js';
import type {ProcessMeasures} from './process-measures.js';

interface Metric {
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'summary';
  readonly help: string;
  /** By what follows the name: a suffix, labels or nothing. Null: not known, and left out. */
  readonly samples: Readonly<Record<string, number | null>>;
}

const addressStates = ['reached', 'silent', 'other'];

/** The text format of Prometheus, version 0.0.4. */
export function renderMetrics(report: AgentReport, process: ProcessMeasures): string {
  return [...agentMetrics(report), ...processMetrics(process)].map(renderMetric).join('');
}

function agentMetrics({identity, health, measures}: AgentReport): readonly Metric[] {
  const {installation, cluster, version} = identity;
  const {beats, failures, beatingMs, lastBeatMs, heartbeatSeconds, address} = measures;
  const flag = (value: boolean): number => (value ? 1 : 0);
  const gauge = (name: string, help: string, value: number | null): Metric => ({name, type: 'gauge', help, samples: {'': value}});
  return [
    {...gauge('muster_agent_info', 'Who this agent is.', null), samples: {[labelled({installation, cluster, version})]: 1}},
    gauge('muster_agent_active', 'Whether it holds its cluster.', flag(health.standing === 'active')),
    gauge(
      'muster_agent_standing_by',
      'Whether another agent of the installation holds it.',
      flag(health.standing === 'standing-by'),
    ),
    gauge('muster_agent_conflict', 'Whether a copy of the installation wants the cluster too.', flag(health.conflict !== null)),
    gauge('muster_agent_healthy', 'Whether /healthz answers 200.', flag(health.healthy)),
    gauge('muster_agent_store_up', 'Whether the store answered when it was last asked.', flag(health.store.reachable)),
    gauge('muster_agent_heartbeat_seconds', 'Seconds from one beat to the next.', heartbeatSeconds),
    gauge(
      'muster_agent_last_beat_timestamp_seconds',
      'When the last beat arrived.',
      lastBeatMs === null ? null : lastBeatMs / 1000,
    ),
    {name: 'muster_agent_beats_total', type: 'counter', help: 'Beats that arrived.', samples: {'': beats}},
    {name: 'muster_agent_beat_failures_total', type: 'counter', help: 'Beats that did not arrive.', samples: {'': failures}},
    {
      name: 'muster_agent_beat_duration_seconds',
      type: 'summary',
      help: 'What the beats that arrived have taken.',
      samples: {_sum: beatingMs / 1000, _count: beats},
    },
    {
      ...gauge('muster_agent_address_state', 'How the address of the cluster answers.', null),
      samples: Object.fromEntries(
        addressStates.map((state) => [labelled({state}), address === null ? null : flag(address === state)]),
      ),
    },
  ];
}

function processMetrics({startedSeconds, cpuSeconds, residentBytes, openFiles}: ProcessMeasures): readonly Metric[] {
  return [
    {name: 'process_cpu_seconds_total', type: 'counter', help: 'Processor time spent.', samples: {'': cpuSeconds}},
    {name: 'process_resident_memory_bytes', type: 'gauge', help: 'Memory held.', samples: {'': residentBytes}},
    {name: 'process_open_fds', type: 'gauge', help: 'Open files and connections.', samples: {'': openFiles}},
    {name: 'process_start_time_seconds', type: 'gauge', help: 'When the process began.', samples: {'': startedSeconds}},
  ];
}

function renderMetric({name, type, help, samples}: Metric): string {
  const lines = Object.entries(samples).flatMap(([rest, value]) => (value === null ? [] : [`${name}${rest} ${value}\n`]));
  return lines.length === 0 ? '' : `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('')}`;
}

function labelled(labels: Readonly<Record<string, string>>): string {
  return `{${Object.entries(labels)
    .map(([name, value]) => `${name}="${escapeLabel(value)}"`)
    .join(',')}}`;
}

const escapes: Readonly<Record<string, string>> = {'\\': '\\\\', '"': '\\"', '\n': '\\n'};
const escapeLabel = (value: string): string => value.replace(/[\\"\n]/g, (each) => escapes[each] as string);
