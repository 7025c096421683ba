import * as Args from '@oclif/core/args';
import {BaseCommand} from '../cli/base-command.js';
import {showHelp} from '../cli/help.js';
import {unknownCommand} from '../cli/unknown-command.js';
import {exitCodesView, exitMeanings} from '../cli/views/exit-codes.js';

export default class Help extends BaseCommand {
  static override summary = 'show how commands are used';
  static override description = 'Shows the help of a command or of a topic; `help exit-codes` lists what exit codes mean.';
  static override examples = [
    '<%= config.bin %> help',
    '<%= config.bin %> help node add',
    '<%= config.bin %> help exit-codes --json',
  ];
  static override describesCommands = true;
  static override args = {words: Args.string({ignoreStdin: true, multiple: true, description: 'command or topic'})};

  async run() {
    const {args} = await this.parse(Help);
    const words = [args.words ?? []].flat();
    if (words[0] === 'exit-codes') return this.show(exitMeanings, exitCodesView);
    const commands = this.config.commands
      .filter((command) => !command.hidden && `${command.id}:`.startsWith(words.map((word) => `${word}:`).join('')))
      .map(({id, summary, description, examples}) => ({command: id.replaceAll(':', ' '), summary, description, examples}));
    if (commands.length === 0 && !this.config.findCommand(words.join(':'))) throw unknownCommand(words.join(':'), this.config);
    if (this.format === 'table' || commands.length === 0) {
      await showHelp(this.config, words);
      return {data: [], warnings: []};
    }
    return this.show(commands, {text: () => '', names: (rows) => rows.map((row) => row.command)});
  }
}
