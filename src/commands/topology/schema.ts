import * as Args from '@oclif/core/args';
import {BaseCommand} from '../../cli/base-command.js';
import {means} from '../../cli/meaning.js';
import {readSchema} from '../../cli/schemas.js';

export default class TopologySchema extends BaseCommand {
  static override summary = 'print a JSON Schema';
  static override description =
    'Prints the JSON Schema of a topology file, of a recipe file, or of what --json answers: any command, one command, or a failure.';
  static override examples = [
    '<%= config.bin %> topology schema > topology.schema.json',
    '<%= config.bin %> topology schema recipe',
    '<%= config.bin %> topology schema node-list --json',
  ];
  static override args = {
    name: Args.string({
      ignoreStdin: true,
      default: 'topology',
      description: 'topology, recipe, answer, failure, or a command as in node-list',
      ...means({choices: ['topology', 'recipe', 'answer', 'failure'], open: true}),
    }),
  };

  async run() {
    const {args} = await this.parse(TopologySchema);
    const schema = await readSchema(this.config.root, args.name);
    return this.show(schema, {document: true, text: (data) => `${JSON.stringify(data, null, 2)}\n`});
  }
}
