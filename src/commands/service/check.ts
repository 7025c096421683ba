import * as Args from '@oclif/core/args';
import {BaseCommand} from '../../cli/base-command.js';
import {envFlag, orgFlag, timeoutFlag} from '../../cli/flags.js';
import {means} from '../../cli/meaning.js';
import {serviceFindingsView} from '../../cli/views/services.js';
import {exitCodes} from '../../core/domain/errors.js';
import {foldName} from '../../core/domain/names.js';
import {checkServices} from '../../core/use-cases/check-services.js';

export default class ServiceCheck extends BaseCommand {
  static override summary = 'try whether backing services answer';
  static override description =
    'Connects to external services from this machine, with their password, and asks the containers of managed ones. Exits 9 when one of them has a problem.';
  static override examples = [
    '<%= config.bin %> service check --env prod',
    '<%= config.bin %> service check db --env prod --timeout 2s --json',
  ];
  static override args = {
    name: Args.string({
      ignoreStdin: true,
      description: 'name of the service; all of the env when absent',
      parse: async (text) => foldName(text),
      ...means({names: 'service'}),
    }),
  };
  static override flags = {env: envFlag, org: orgFlag, timeout: timeoutFlag};

  async run() {
    const {args, flags} = await this.parse(ServiceCheck);
    const check = {org: flags.org, env: flags.env, name: args.name ?? null, timeoutMs: flags.timeout};
    const findings = await checkServices(this.ports, check, await this.ports.serviceProbe());
    if (findings.some((finding) => finding.result === 'fail')) process.exitCode = exitCodes.partly;
    return this.show(findings, serviceFindingsView);
  }
}
