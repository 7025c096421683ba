import * as Flags from '@oclif/core/flags';
import {BaseCommand} from '../cli/base-command.js';
import {initialize} from '../cli/initialize.js';
import {initializedView} from '../cli/views/initialized.js';
import {valueParser} from '../cli/value-flag.js';
import {image, line} from '../core/domain/values/kinds.js';
import {readUsableContext} from '../cli/context-file.js';
import {warningsOf} from '../cli/shown-context.js';

export default class Init extends BaseCommand {
  static override summary = 'set Muster up on this machine';
  static override description =
    'Creates the store, the key for secrets and the identity of this installation. What is there already is left as it is. With a store on MySQL or MariaDB, sets an empty database up, or finds the store that others have made.';
  static override examples = ['<%= config.bin %> init', '<%= config.bin %> init --description "build server" --json'];
  static override outlivesContext = true;
  static override flags = {
    description: Flags.string({
      default: '',
      description: 'what this installation is for',
      env: 'MUSTER_DESCRIPTION',
      helpValue: 'TEXT',
      parse: valueParser(line, '--description'),
    }),
    'proxy-image': Flags.string({
      description: 'image of the balancer, kept for this installation',
      env: 'MUSTER_PROXY_IMAGE',
      helpValue: 'IMAGE',
      parse: valueParser(image, '--proxy-image'),
    }),
  };

  async run() {
    const {flags} = await this.parse(Init);
    const {description, 'proxy-image': proxyImage = null} = flags;
    const {paths, storeAddress: store} = this;
    const made = await initialize(paths, {store, description, proxyImage, version: this.config.version});
    return this.show(made, initializedView, warningsOf(readUsableContext(paths.context).broken));
  }
}
