import {lookFlags, optionalNodeFlag, orgFlag} from '../cli/flags.js';
import {LookCommand} from '../cli/look-command.js';
import {checksView} from '../cli/views/checks.js';
import {exitCodes} from '../core/domain/errors.js';
import {diagnose} from '../core/use-cases/diagnose.js';

export default class Doctor extends LookCommand {
  static override summary = 'look for everything that is known to go wrong';
  static override description =
    'Checks this machine, the store, every node and what runs there, down to the variables that running containers really have. Changes nothing. Exits 9 when it finds a problem.';
  static override examples = [
    '<%= config.bin %> doctor',
    '<%= config.bin %> doctor --node web-1',
    '<%= config.bin %> doctor --json',
  ];
  static override outlivesContext = true;
  static override flags = {...lookFlags, org: orgFlag, node: optionalNodeFlag};

  async run() {
    const {flags} = await this.parse(Doctor);
    const {localChecks} = await import('../cli/local-checks.js');
    const checks = await this.look(flags.timeout, async () => [
      ...(await localChecks(this.ports, this.paths, this.storeAddress)),
      ...(await diagnose(this.ports, {org: flags.org, node: flags.node ?? null})),
    ]);
    if (checks.some((check) => check.result === 'fail')) process.exitCode = exitCodes.partly;
    return this.show(checks, checksView);
  }
}
