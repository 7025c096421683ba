import {formatMemory} from '../domain/capacity.js';
import {orgFlag} from '../domain/indexes.js';
import type {Node} from '../domain/model.js';
import type {Machine} from '../ports/engine.js';
import type {HostMeasures} from '../ports/hosts.js';
import {checkSpace} from './check-space.js';
import {pass, problem, type Check} from './check.js';

/** Leases, logs and backups are compared by time. */
const toleratedSkewMs = 1000;
/** One connection and a few scripts at once are what a command needs. */
const fewSessions = 4;
/** What OpenSSH itself begins with; with fewer, commands that run side by side turn each other away. */
const fewStartups = 10;

export interface Measured {
  readonly node: Node;
  readonly machine: Machine;
  readonly host: HostMeasures | null;
}

/** What the machine is, against what is said of it and what Muster needs. Pure. */
export function checkMachine({node, machine, host}: Measured): readonly Check[] {
  const {name} = node;
  return [
    pass(`machine of ${name}`, `${machine.system}, Linux ${machine.kernel}, ${machine.architecture}`),
    checkCores(node, machine),
    checkMemory(node, machine),
    checkClock(name, machine),
    ...(host === null
      ? [pass(`rest of ${name}`, 'disk, sshd and ports of other programs cannot be seen: over tcp only Docker is reached')]
      : [
          ...(host.disk === null ? [] : [checkSpace(`disk of ${name}`, host.disk)]),
          ...(host.sshd === null ? [] : [checkSshd(name, host.sshd)]),
        ]),
  ];
}

function checkCores(node: Node, machine: Machine): Check {
  const {name, capacity} = node;
  const {cores} = machine;
  const check = `cores of ${name}`;
  const real = `${cores} ${cores === 1 ? 'core' : 'cores'}`;
  if (capacity.cpu === undefined) return pass(check, `${real}; no limit is declared`);
  if (capacity.cpu <= cores) return pass(check, `${real}, of which instances may reserve ${capacity.cpu}`);
  return problem(check, {
    result: 'warn',
    code: 'CAPACITY_ABOVE_REAL',
    message: `${capacity.cpu} cores are declared, and the machine has ${cores}.`,
    hint: truthHint(node, machine),
  });
}

function checkMemory(node: Node, machine: Machine): Check {
  const {name, capacity} = node;
  const {memoryMib} = machine;
  const check = `memory of ${name}`;
  const real = `${Math.round((memoryMib / 1024) * 10) / 10} GiB`;
  if (capacity.memoryMib === undefined) return pass(check, `${real}; no limit is declared`);
  if (capacity.memoryMib <= memoryMib)
    return pass(check, `${real}, of which instances may reserve ${formatMemory(capacity.memoryMib)}`);
  return problem(check, {
    result: 'warn',
    code: 'CAPACITY_ABOVE_REAL',
    message: `${formatMemory(capacity.memoryMib)} are declared, and the machine has ${real}.`,
    hint: truthHint(node, machine),
  });
}

/** The same for cores and memory: one command sets both right. */
function truthHint({org, name, capacity}: Node, {cores, memoryMib}: Machine): string {
  const real = [
    ...(capacity.cpu === undefined ? [] : [`cpu=${Math.min(capacity.cpu, cores)}`]),
    ...(capacity.memoryMib === undefined ? [] : [`memory=${formatMemory(Math.min(capacity.memoryMib, memoryMib))}`]),
  ];
  return `muster node update ${name} --capacity ${real.join(',')}${orgFlag(org)}`;
}

function checkClock(name: string, {clockAheadMs, clockErrorMs}: Machine): Check {
  const check = `clock of ${name}`;
  if (Math.abs(clockAheadMs) <= toleratedSkewMs + clockErrorMs)
    return pass(check, `within ${Math.abs(clockAheadMs) + clockErrorMs} ms of this machine`);
  const seconds = Math.round(Math.abs(clockAheadMs) / 100) / 10;
  return problem(check, {
    result: 'warn',
    code: 'CLOCK_SKEW',
    message: `It is ${seconds} s ${clockAheadMs > 0 ? 'ahead of' : 'behind'} this machine.`,
    hint: 'Have the clocks of all machines kept by NTP: timedatectl set-ntp true',
  });
}

function checkSshd(name: string, {maxSessions, maxStartups}: NonNullable<HostMeasures['sshd']>): Check {
  const check = `sshd of ${name}`;
  const limits = `MaxSessions ${maxSessions ?? 'unknown'}, MaxStartups ${maxStartups ?? 'unknown'}`;
  const tight = (maxSessions ?? fewSessions) < fewSessions || (maxStartups ?? fewStartups) < fewStartups;
  if (!tight) return pass(check, limits);
  return problem(check, {
    result: 'warn',
    code: 'SSHD_LIMITS',
    message: `${limits}: commands that run at the same time may be turned away.`,
    hint: 'Set MaxSessions 10 and MaxStartups 10:30:100 in its sshd_config, and reload sshd',
  });
}
