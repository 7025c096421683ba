import * as Flags from '@oclif/core/flags';
import {newNameArg} from '../../cli/args.js';
import type {Envelope} from '../../cli/base-command.js';
import {ChangeCommand} from '../../cli/change-command.js';
import type {ComposeAppData} from '../../cli/compose-app.js';
import {imageFlag, mutationFlags, orgFlag} from '../../cli/flags.js';
import {means} from '../../cli/meaning.js';
import type {OutcomeData} from '../../cli/views/outcome.js';
import type {ComposeRequest} from '../../cli/create-of-compose.js';
import {createApp} from '../../core/use-cases/create-app.js';
import {tellText} from '../../cli/streams.js';

export default class AppCreate extends ChangeCommand {
  static override summary = 'create an app from a recipe, or from a compose file';
  static override description =
    "Gives a recipe a name, and an image if the recipe's own is not meant. Of a compose file a recipe is made first, unless one of Muster's fits: it is written beside the compose file, and stderr tells what was not taken over. Nothing runs until it is deployed. The same again changes nothing.";
  static override examples = [
    '<%= config.bin %> app create new-api --recipe new-api',
    '<%= config.bin %> app create shop --recipe web --image registry.example/shop',
    '<%= config.bin %> app create shop --recipe compose.yaml --service web --dry-run',
  ];
  static override args = {name: newNameArg('app')};
  static override flags = {
    ...mutationFlags,
    org: orgFlag,
    recipe: Flags.string({
      required: true,
      description: 'name of a recipe, or path of a recipe file or of a compose file',
      env: 'MUSTER_RECIPE',
      helpValue: 'NAME|FILE',
      ...means({names: 'recipe', files: true}),
    }),
    service: Flags.string({
      description: 'service of the compose file that becomes the app',
      env: 'MUSTER_SERVICE',
      helpValue: 'NAME',
    }),
    image: imageFlag,
  };

  async run(): Promise<Envelope<OutcomeData> | Envelope<OutcomeData & ComposeAppData>> {
    const {args, flags} = await this.parse(AppCreate);
    const {org, recipe, service = null, image = null} = flags;
    const {isComposeFile} = await import('../../cli/compose-app.js');
    const request = {org, name: args.name, recipe, image};
    if (await isComposeFile(recipe)) return this.#createOfCompose({...request, file: recipe, service}, flags);
    return this.showChange(await createApp(this.ports, request, {dryRun: flags['dry-run']}));
  }

  async #createOfCompose(request: ComposeRequest, flags: {readonly 'dry-run': boolean; readonly 'no-color': boolean}) {
    const {createOfCompose} = await import('../../cli/create-of-compose.js');
    const {outcome, data, report} = await createOfCompose(this.ports, request, {dryRun: flags['dry-run']});
    if (this.format !== 'json') tellText(await report(flags['no-color']));
    return this.showChange(outcome, data);
  }
}
