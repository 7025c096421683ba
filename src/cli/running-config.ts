import {Config} from '@oclif/core/config';
import type {Installed} from './run-command.js';

/** What a command that runs asks of its configuration. The rest serves plugins, updates and help, and takes longer to find out than most commands need. */
export class RunningConfig extends Config {
  constructor({root, about}: Pick<Installed, 'root' | 'about'>) {
    super({root});
    this.root = root;
    this.pjson = {...about, dependencies: {}} as Config['pjson'];
    this.name = about.name;
    this.version = about.version;
    this.bin = about.oclif.bin ?? about.name;
    this.platform = process.platform;
    this.arch = process.arch as Config['arch'];
    this.userAgent = `${about.name}/${about.version} ${process.platform}-${process.arch} node-${process.version}`;
  }

  override get commands(): never {
    throw new Error('A command that describes others says so with `describesCommands`');
  }

  override async runHook(): Promise<never> {
    return {successes: [], failures: []} as never;
  }
}
