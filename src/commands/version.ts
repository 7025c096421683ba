import {BaseCommand} from '../cli/base-command.js';

export default class Version extends BaseCommand {
  static override summary = 'print the version';
  static override description = 'Prints the version of Muster, of Node and of the platform.';
  static override examples = ['<%= config.bin %> version', '<%= config.bin %> version --json'];

  static override ignoresContext = true;

  async run() {
    await this.parse(Version);
    const {version, platform, arch} = this.config;
    return this.show(
      {version, node: process.versions.node, platform, arch},
      {
        text: (data) => `muster ${data.version} (Node ${data.node}, ${data.platform} ${data.arch})\n`,
        names: (data) => [data.version],
      },
    );
  }
}
