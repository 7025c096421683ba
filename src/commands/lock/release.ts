import {ChangeCommand} from '../../cli/change-command.js';
import {envFlag, forceFlag, mutationFlags, orgFlag} from '../../cli/flags.js';
import {lockView} from '../../cli/views/locks.js';
import {releaseLock} from '../../core/use-cases/locks.js';

export default class LockRelease extends ChangeCommand {
  static override summary = 'let go of an environment';
  static override description = 'Releases the lock of an env. That of another person needs --force, which is audited.';
  static override examples = ['<%= config.bin %> lock release --env prod', '<%= config.bin %> lock release --env prod --force'];
  static override flags = {...mutationFlags, env: envFlag, org: orgFlag, force: forceFlag};

  async run() {
    const {flags} = await this.parse(LockRelease);
    const {overridden, ...outcome} = await releaseLock(
      this.ports,
      {org: flags.org, env: flags.env, force: flags.force},
      {dryRun: flags['dry-run']},
    );
    this.audited.overridden = overridden;
    return this.show({...outcome, env: flags.env, verb: 'release'}, lockView);
  }
}
