import {exitCodes} from '../../core/domain/errors.js';
import {tableView} from './table.js';

interface ExitMeaning {
  readonly exit: number;
  readonly meaning: string;
  readonly actor: string;
}

const meanings: Readonly<Record<keyof typeof exitCodes, readonly [meaning: string, actor: string]>> = {
  done: ['done, or nothing to do', 'nobody'],
  bug: ['a bug in Muster; a debug log is written and its path printed', 'us'],
  usage: ['wrong usage: flags, arguments, a file that does not parse', 'the caller'],
  violation: ['a topology rule is violated; nothing changed', 'the caller'],
  notFound: ['not found', 'the caller'],
  busy: ['busy: lock held, operation open, plan stale', 'the caller, later'],
  stepFailed: ['a step failed; the operation can be resumed', 'the caller, after fixing'],
  outside: ['something outside is missing or unreachable: docker, ssh, database', 'the caller'],
  partly: ['partly done, or a check found problems; they are listed', 'the caller'],
  changes: ['plan --detailed-exitcode: there are changes', 'nobody'],
  cancelled: ['cancelled at a prompt; nothing changed', 'nobody'],
  sigint: ['interrupted by SIGINT; the operation can be resumed', 'the caller'],
  sigterm: ['interrupted by SIGTERM; the operation can be resumed', 'the caller'],
};

export const exitMeanings: readonly ExitMeaning[] = (Object.keys(exitCodes) as (keyof typeof exitCodes)[]).map((name) => ({
  exit: exitCodes[name],
  meaning: meanings[name][0],
  actor: meanings[name][1],
}));

export const exitCodesView = tableView<ExitMeaning>({
  name: (row) => String(row.exit),
  empty: '',
  columns: [
    {title: 'EXIT', value: (row) => String(row.exit)},
    {title: 'MEANING', value: (row) => row.meaning},
    {title: 'WHO ACTS', value: (row) => row.actor},
  ],
});
