import type {Lease} from '../../core/ports/store.js';
import type {LockOutcome} from '../../core/use-cases/locks.js';
import type {View} from './output.js';
import {tableView} from './table.js';

export const locksView = tableView<Lease>({
  name: (lease) => lease.resource,
  empty: 'Nothing is locked.',
  columns: [
    {title: 'RESOURCE', value: (lease) => lease.resource},
    {title: 'HOLDER', value: (lease) => `${lease.actor}@${lease.host}`},
    {title: 'PID', value: (lease) => (lease.manual ? null : lease.pid)},
    {title: 'SINCE', value: (lease) => lease.since},
    {title: 'EXPIRES', value: (lease) => lease.expiresAt ?? 'when released'},
    {title: 'REASON', value: (lease) => lease.reason},
    {title: 'COMMAND', value: (lease) => lease.command},
    {title: 'OPERATION', value: (lease) => lease.operation, wide: true},
  ],
});

export const lockView: View<LockOutcome & {readonly env: string; readonly verb: 'acquire' | 'release'}> = {
  names: ({env}) => [env],
  text: ({changed, dryRun, env, verb, lock}) => {
    if (verb === 'release' && !changed) return `Nothing changed: env ${env} is not locked.\n`;
    if (verb === 'acquire' && !changed) return `Nothing changed: you hold the lock of env ${env} since ${lock?.since ?? ''}.\n`;
    if (dryRun)
      return `Env ${env} would be ${verb === 'acquire' ? 'locked' : 'released'}; nothing was changed: this was a dry run.\n`;
    return verb === 'acquire' ? `Locked env ${env}. To release it: muster lock release --env ${env}\n` : `Released env ${env}.\n`;
  },
};
