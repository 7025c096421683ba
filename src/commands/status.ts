import {allFlag, lookFlags, optionalEnvFlag, orgFlag} from '../cli/flags.js';
import {LookCommand} from '../cli/look-command.js';
import {tellHidden} from '../cli/tell-hidden.js';
import {statusView} from '../cli/views/status.js';
import {exitCodes} from '../core/domain/errors.js';
import {readStatus} from '../core/use-cases/read-status.js';

export default class Status extends LookCommand {
  static override summary = 'show what runs, and what is not as desired';
  static override description =
    'The whole picture of an organization: nodes, environments, apps, balancers, open operations and locks. Exits 9 when something is not as desired, and says which command mends it.';
  static override examples = [
    '<%= config.bin %> status',
    '<%= config.bin %> status --env prod',
    '<%= config.bin %> status --json',
  ];
  static override flags = {...lookFlags, org: orgFlag, env: optionalEnvFlag, all: allFlag};

  async run() {
    const {flags} = await this.parse(Status);
    const status = await this.look(flags.timeout, () =>
      readStatus(this.ports, {org: flags.org, env: flags.env ?? null, all: flags.all}),
    );
    tellHidden(status);
    if (!status.healthy) process.exitCode = exitCodes.partly;
    return this.show(status, statusView);
  }
}
