import * as Flags from '@oclif/core/flags';
import {deploymentLookFlags, instanceFlag} from '../../cli/app-flags.js';
import {nameArg} from '../../cli/args.js';
import {LookCommand} from '../../cli/look-command.js';
import {exitCodes, Failure} from '../../core/domain/errors.js';
import {readLogs} from '../../core/use-cases/read-logs.js';
import {tell} from '../../cli/streams.js';

export default class AppLogs extends LookCommand {
  static override summary = 'show what instances write';
  static override description =
    'Prints the last lines of all instances of an app, or of one, and with --follow what they write from now on.';
  static override examples = [
    '<%= config.bin %> app logs new-api --env prod',
    '<%= config.bin %> app logs new-api --env prod -f --instance new-api-slave-1',
    '<%= config.bin %> app logs new-api --env prod -n 100 --since 10m --json',
  ];
  static override args = {app: nameArg('app')};
  static override flags = {
    ...deploymentLookFlags,
    follow: Flags.boolean({char: 'f', description: 'go on until interrupted', env: 'MUSTER_FOLLOW'}),
    tail: Flags.integer({
      char: 'n',
      default: 50,
      min: 0,
      description: 'lines of each instance at most',
      env: 'MUSTER_TAIL',
      helpValue: 'N',
    }),
    since: Flags.string({description: 'only what is younger: 10m, 3h, or a time', env: 'MUSTER_SINCE', helpValue: 'TIME'}),
    instance: instanceFlag,
  };

  async run() {
    const {args, flags} = await this.parse(AppLogs);
    if (flags.follow && this.jsonEnabled())
      throw new Failure({
        code: 'USAGE',
        exit: exitCodes.usage,
        message: '--follow has no end, and --json is one document.',
        hint: 'Leave one of them out',
      });
    const target = {
      key: {org: flags.org, env: flags.env, app: args.app},
      instance: flags.instance ?? null,
      tail: flags.tail,
      follow: flags.follow,
      since: flags.since,
      onSilent: ({message, code}: Failure) => tell(`Warning: ${message} (${code})`),
    };
    return this.look(flags.timeout, async () => this.#tellLines(await readLogs(this.ports, target)));
  }

  async #tellLines(lines: AsyncIterable<string>) {
    const {collectLines, writeLines} = await import('../../cli/write-lines.js');
    if (this.format !== 'table' && this.format !== 'wide')
      return this.show(await collectLines(lines), {text: (data) => data.join('\n'), names: (data) => data});
    return writeLines(lines, this.interrupt);
  }
}
