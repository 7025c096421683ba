import type {ConfiguredServer} from './configured-servers.js';
import {lookup} from '../../../core/domain/lookup.js';

/** Parsers of what HAProxy tells at its sockets. */

export interface ServerStatistics {
  readonly backend: string;
  readonly server: string;
  readonly sessions: number;
  readonly requestsTotal: number;
  /** As declared, before it was scaled; null when Muster did not configure the server. */
  readonly declaredWeight: number | null;
  /** How the last check ended, where it did not pass. */
  readonly check: string | null;
}

/** A line of `show servers state`. */
export interface ServerState extends ConfiguredServer {
  /** Takes new requests; one that answers its check with an error finishes those it has. */
  readonly isRunning: boolean;
  readonly isStarting: boolean;
  readonly isDrained: boolean;
  readonly isInMaintenance: boolean;
  /** The last health check passed; a server that was not checked yet counts as running for HAProxy. */
  readonly isChecked: boolean;
}

export interface Workers {
  /** Reloads that failed since the last one that did not. */
  readonly failedReloads: number;
  /** Process ids of workers of earlier configurations that still have connections. */
  readonly old: readonly number[];
}

/** Servers of `show stat`; the lines of whole frontends and backends are left out. */
export function parseStatistics(text: string): readonly ServerStatistics[] {
  const [header = '', ...lines] = text.replace(/^# /, '').split('\n');
  const columns = header.split(',');
  return lines
    .filter((line) => line !== '')
    .map((line) => {
      const cells = splitCells(line);
      const cell = (name: string): string => cells[columns.indexOf(name)] ?? '';
      const count = (name: string): number => Number(cell(name) || 0);
      return {
        backend: cell('pxname'),
        server: cell('svname'),
        sessions: count('scur') + count('qcur'),
        requestsTotal: count('stot'),
        declaredWeight: cell('cookie') === '' ? null : count('cookie'),
        check: checkResult({status: cell('check_status'), code: cell('check_code'), reason: cell('last_chk')}),
      };
    })
    .filter(({server}) => server !== 'FRONTEND' && server !== 'BACKEND');
}

const outcomes: Readonly<Record<string, string>> = {
  INI: 'not checked yet',
  L4TOUT: 'no connection in time',
  L4CON: 'cannot connect',
  L6TOUT: 'no TLS handshake in time',
  L6RSP: 'no TLS handshake',
  L7TOUT: 'no answer in time',
  L7RSP: 'an answer that is not HTTP',
};

/** The words of HAProxy's `check_status`, which a star precedes while the next check is under way. */
function checkResult({status, code, reason}: Readonly<Record<'status' | 'code' | 'reason', string>>): string | null {
  const word = status.replace(/^\* /, '');
  if (word === '' || word.endsWith('OK')) return null;
  // A body that does not match is told with the code of the answer.
  if (word === 'L7STS') return `status ${code}${/status check/i.test(reason) || reason === '' ? '' : `, ${reason}`}`;
  return [lookup(outcomes, word) ?? word, ...(word === 'L4CON' && reason !== '' ? [reason] : [])].join(': ');
}

/** HAProxy quotes a cell only when it must and never breaks a line inside one, so one expression does what a package would. */
function splitCells(line: string): readonly string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  );
}

const running = 2;
const maintenance = 0x01 | 0x02 | 0x04 | 0x20;
const drained = 0x08 | 0x10;
const checkPassed = 3;

export function parseServerStates(text: string): readonly ServerState[] {
  const lines = text.split('\n');
  const columns = (lines.find((line) => line.startsWith('# ')) ?? '# ').slice(2).split(' ');
  return lines
    .filter((line) => line.includes(' ') && !line.startsWith('#'))
    .map((line) => {
      const cells = line.split(' ');
      const cell = (name: string): string => cells[columns.indexOf(name)] ?? '';
      const number = (name: string): number => Number(cell(name));
      return {
        backend: cell('be_name'),
        server: cell('srv_name'),
        address: cell('srv_addr'),
        port: number('srv_port'),
        weight: number('srv_uweight'),
        isRunning: number('srv_op_state') === running,
        isStarting: number('srv_op_state') === 1,
        isDrained: (number('srv_admin_state') & drained) !== 0,
        isInMaintenance: (number('srv_admin_state') & maintenance) !== 0,
        isChecked: number('srv_check_result') >= checkPassed,
      };
    });
}

/** `show proc` of the master's socket. */
export function parseWorkers(text: string): Workers {
  const [, old = ''] = /# old workers\n([\s\S]*?)(?=\n#|$)/.exec(text) ?? [];
  return {
    failedReloads: Number(/\[failed: (\d+)\]/.exec(text)?.[1] ?? 0),
    old: old.split('\n').flatMap((line) => (/^(\d+)\s+worker\b/.test(line) ? [Number.parseInt(line, 10)] : [])),
  };
}

/** Ids of the sessions of `show sess` that are on one server. */
export function parseSessions(text: string, target: {readonly backend: string; readonly server: string}): readonly string[] {
  return text
    .split('\n')
    .filter((line) => line.includes(` be=${target.backend} `) && line.includes(` srv=${target.server} `))
    .flatMap((line) => /^(0x[0-9a-f]+):/.exec(line)?.[1] ?? []);
}
