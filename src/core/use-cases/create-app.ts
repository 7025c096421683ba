import {withApp} from '../domain/changes/with-app.js';
import {alreadyExists, expectOrg} from '../domain/expect.js';
import {findApp} from '../domain/find.js';
import {orgFlag} from '../domain/indexes.js';
import type {App, Recipe} from '../domain/model.js';
import {shellWord} from '../domain/shell-word.js';
import type {Ports} from '../ports/index.js';
import {differingFields} from './differing-fields.js';
import {changeTopology, type TopologyOutcome} from './change-topology.js';

export interface CreateAppRequest {
  readonly org: string;
  readonly name: string;
  /** Name or path, or what was made of another file. */
  readonly recipe: string | Recipe;
  readonly image: string | null;
}

/** Gives a recipe a name. The same again changes nothing; other facts under a taken name are refused. */
export async function createApp(
  ports: Ports,
  request: CreateAppRequest,
  options: {readonly dryRun: boolean},
): Promise<TopologyOutcome> {
  const {org, name, image} = request;
  const recipe = typeof request.recipe === 'string' ? await (await ports.recipes()).read(request.recipe) : request.recipe;
  return changeTopology(
    ports,
    {
      org,
      envs: [],
      edit: (before) => {
        expectOrg(before, org);
        const app: App = {org, name, recipe, image};
        const standing = findApp(before, org, name);
        const differs = standing ? differingFields(standing, app) : [];
        if (differs.length > 0) throw alreadyExists('app', name, {differs, hint: updateHint(request)});
        return standing ? before : withApp(before, app);
      },
    },
    options,
  );
}

/** What was made of a compose file has no name of its own to be typed again. */
function updateHint({org, name, recipe, image}: CreateAppRequest): string {
  const facts = [
    `--recipe ${typeof recipe === 'string' ? shellWord(recipe) : 'FILE'}`,
    ...(image === null ? [] : [`--image ${shellWord(image)}`]),
  ];
  return `muster app update ${name} ${facts.join(' ')}${orgFlag(org)}`;
}
