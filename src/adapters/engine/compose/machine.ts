import type {Clock} from '../../../core/ports/clock.js';
import type {Machine} from '../../../core/ports/engine.js';
import type {DockerApi} from './docker-api.js';

const mib = 1024 * 1024;

interface EngineInfo {
  readonly ID: string;
  /** Name of the host. */
  readonly Name: string;
  readonly NCPU: number;
  readonly MemTotal: number;
  readonly OperatingSystem: string;
  readonly KernelVersion: string;
  readonly Architecture: string;
  readonly DockerRootDir: string;
  /** RFC 3339 with nanoseconds. */
  readonly SystemTime: string;
}

export async function readMachine(api: DockerApi, clock: Clock): Promise<Machine> {
  const askedMs = clock.nowMs();
  const info = await api.get<EngineInfo>('/info');
  const answeredMs = clock.nowMs();
  await api.call('/_ping');
  const latencyMs = clock.nowMs() - answeredMs;
  return {
    engineId: `${info.ID}@${info.Name}`,
    cores: info.NCPU,
    memoryMib: Math.floor(info.MemTotal / mib),
    system: info.OperatingSystem,
    kernel: info.KernelVersion,
    architecture: info.Architecture,
    dataDirectory: info.DockerRootDir,
    latencyMs,
    // It looked at its clock at some moment between our question and its answer.
    clockAheadMs: Math.round(Date.parse(info.SystemTime) - (askedMs + answeredMs) / 2),
    clockErrorMs: Math.ceil((answeredMs - askedMs) / 2),
  };
}
