import * as Flags from '@oclif/core/flags';
import {nameArg} from '../../cli/args.js';
import {ChangeCommand} from '../../cli/change-command.js';
import {clusterFlags, imageFlag, orgFlag, overcommitFlag} from '../../cli/flags.js';
import {means} from '../../cli/meaning.js';
import {exitCodes, Failure} from '../../core/domain/errors.js';
import {updateApp} from '../../core/use-cases/update-app.js';

export default class AppUpdate extends ChangeCommand {
  static override summary = 'give an app another recipe or image';
  static override description =
    'Changes what the flags name, in every env that the app is deployed to: the plan is shown, and instances that change are replaced one by one. The version stays; `app deploy` changes it. Of a compose file `app create` makes a recipe first.';
  static override examples = [
    '<%= config.bin %> app update shop --recipe ./shop.yaml',
    '<%= config.bin %> app update shop --image registry.example/shop --dry-run',
  ];
  static override args = {name: nameArg('app')};
  static override flags = {
    ...clusterFlags,
    org: orgFlag,
    overcommit: overcommitFlag,
    recipe: Flags.string({
      description: 'name of a recipe, or path of a recipe file or of a compose file',
      env: 'MUSTER_RECIPE',
      helpValue: 'NAME|FILE',
      ...means({names: 'recipe', files: true}),
    }),
    image: imageFlag,
  };

  async run() {
    const {args, flags} = await this.parse(AppUpdate);
    const {org, recipe, image} = flags;
    const {isComposeFile} = await import('../../cli/compose-app.js');
    if (recipe !== undefined && (await isComposeFile(recipe))) throw composeFailure(args.name, recipe);
    return this.showChange(await updateApp(this.ports, {org, name: args.name, recipe, image}, await this.changeOptions(flags)));
  }
}

/** Its recipe is written to a file first, which may be read and corrected. */
function composeFailure(name: string, file: string): Failure {
  return new Failure({
    code: 'COMPOSE_NOT_RECIPE',
    exit: exitCodes.usage,
    subject: `app ${name}`,
    message: `${file} is a compose file, and \`app update\` takes a recipe.`,
    hint: `muster app create ${name}-next --recipe ${file} --dry-run shows the recipe that is made of it`,
    details: {app: name, file},
  });
}
