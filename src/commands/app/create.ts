import * as Flags from '@oclif/core/flags';
import {newNameArg} from '../../cli/args.js';
import {ChangeCommand} from '../../cli/change-command.js';
import {imageFlag, mutationFlags, orgFlag} from '../../cli/flags.js';
import {means} from '../../cli/meaning.js';
import {createApp} from '../../core/use-cases/create-app.js';

export default class AppCreate extends ChangeCommand {
  static override summary = 'create an app from a recipe';
  static override description =
    "Gives a recipe a name, and an image if the recipe's own is not meant. Nothing runs until it is deployed. The same again changes nothing.";
  static override examples = [
    '<%= config.bin %> app create new-api --recipe new-api',
    '<%= config.bin %> app create shop --recipe web --image registry.example/shop',
    '<%= config.bin %> app create shop --recipe ./shop.yaml --dry-run --json',
  ];
  static override args = {name: newNameArg('app')};
  static override flags = {
    ...mutationFlags,
    org: orgFlag,
    recipe: Flags.string({
      required: true,
      description: 'name of a recipe, or path of a recipe file',
      env: 'MUSTER_RECIPE',
      helpValue: 'NAME|FILE',
      ...means({names: 'recipe', files: true}),
    }),
    image: imageFlag,
  };

  async run() {
    const {args, flags} = await this.parse(AppCreate);
    return this.showChange(
      await createApp(
        this.ports,
        {org: flags.org, name: args.name, recipe: flags.recipe, image: flags.image ?? null},
        {dryRun: flags['dry-run']},
      ),
    );
  }
}
