import {BaseCommand} from '../../cli/base-command.js';
import {readUsableContext} from '../../cli/context-file.js';
import {shownContext, warningsOf} from '../../cli/shown-context.js';
import {contextView} from '../../cli/views/context.js';

export default class ContextShow extends BaseCommand {
  static override summary = 'show what commands are about, and what says so';
  static override description =
    'Shows store, cluster, org, workspace and env as commands take them when no flag names another: a variable comes before the context.';
  static override examples = ['<%= config.bin %> context show', '<%= config.bin %> context show --json'];
  static override ignoresContext = true;

  async run() {
    await this.parse(ContextShow);
    const path = this.paths.context;
    const {values, broken} = readUsableContext(path);
    return this.show(shownContext(values, {path, env: process.env}), contextView, warningsOf(broken));
  }
}
