import * as Flags from '@oclif/core/flags';
import {ChangeCommand} from '../../cli/change-command.js';
import {envFlag, mutationFlags, orgFlag} from '../../cli/flags.js';
import {lockView} from '../../cli/views/locks.js';
import {acquireLock} from '../../core/use-cases/locks.js';
import {valueParser} from '../../cli/value-flag.js';
import {line} from '../../core/domain/values/kinds.js';

export default class LockAcquire extends ChangeCommand {
  static override summary = 'keep an environment from being changed';
  static override description =
    'Holds the lock of an env until it is released: commands that would change the env exit 5 and tell the reason.';
  static override examples = [
    '<%= config.bin %> lock acquire --env prod --reason "database migration"',
    '<%= config.bin %> lock acquire --env prod --reason incident-42 --json',
  ];
  static override flags = {
    ...mutationFlags,
    env: envFlag,
    org: orgFlag,
    reason: Flags.string({
      required: true,
      description: 'why, told to those whom it stops',
      env: 'MUSTER_REASON',
      helpValue: 'TEXT',
      parse: valueParser(line, '--reason'),
    }),
  };

  async run() {
    const {flags} = await this.parse(LockAcquire);
    const outcome = await acquireLock(
      this.ports,
      {org: flags.org, env: flags.env, reason: flags.reason},
      {dryRun: flags['dry-run']},
    );
    return this.show({...outcome, env: flags.env, verb: 'acquire'}, lockView);
  }
}
