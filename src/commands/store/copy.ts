import * as Flags from '@oclif/core/flags';
import {BaseCommand} from '../../cli/base-command.js';
import {copyProgress} from '../../cli/copy-progress.js';
import {dryRunFlag, lockWaitFlag} from '../../cli/flags.js';
import {switchStore} from '../../cli/switch-store.js';
import {storeCopyView} from '../../cli/views/store-copy.js';
import {targetOfCopy} from '../../cli/target-of-copy.js';
import {copyStore} from '../../core/use-cases/copy-store.js';

export default class StoreCopy extends BaseCommand {
  static override mutates = true;
  static override summary = 'copy the store to another database, and use that one';
  static override description =
    'Copies everything to an empty database of MySQL or MariaDB (mysql://USER@HOST/DATABASE) or to a file (a path), compares each row, and catches up with what others write meanwhile. The store that was copied stays as it is and takes no more changes. Cut short, the same command goes on.';
  static override examples = [
    '<%= config.bin %> store copy --to mysql://muster@db.internal/muster',
    '<%= config.bin %> store copy --to /var/lib/muster/muster.db --no-switch --json',
  ];
  static override flags = {
    'dry-run': dryRunFlag,
    'lock-wait': lockWaitFlag,
    to: Flags.string({required: true, description: 'the one that gets it', env: 'MUSTER_TO', helpValue: 'ADDRESS'}),
    'no-switch': Flags.boolean({description: 'leave it to you to use the copy', env: 'MUSTER_NO_SWITCH'}),
  };

  async run() {
    const {flags} = await this.parse(StoreCopy);
    const to = await targetOfCopy({argv: this.argv, env: process.env, canAsk: this.canAsk});
    const copy = await this.ports.storeCopy(to);
    const progress = copyProgress({quiet: flags.quiet, json: this.jsonEnabled()});
    try {
      const outcome = await copyStore(this.ports, copy, {
        dryRun: flags['dry-run'],
        lockWaitMs: flags['lock-wait'],
        signal: this.interrupt,
        onEvent: progress.tell,
      });
      // The record of this command belongs to where the store is now.
      if (!outcome.dryRun) await this.ports.changeStore(to);
      progress.end();
      const switched =
        outcome.changed &&
        !outcome.dryRun &&
        !flags['no-switch'] &&
        switchStore(to, {argv: this.argv, env: process.env, paths: this.paths});
      return this.show({...outcome, switched}, storeCopyView);
    } finally {
      progress.end();
      await copy.close();
    }
  }
}
