import type {AppDetails, AppSummary} from '../../core/use-cases/list-apps.js';
import {factLines, pairs} from './facts.js';
import type {View} from './output.js';
import {tableView} from './table.js';

export const appsView = tableView<AppSummary>({
  name: (app) => app.name,
  empty: 'There is no app yet. Create one: muster app create NAME --recipe web --image IMAGE',
  columns: [
    {title: 'NAME', value: (app) => app.name},
    {title: 'RECIPE', value: (app) => app.recipe},
    {title: 'IMAGE', value: (app) => app.image},
    {title: 'ENVS', value: (app) => app.envs},
  ],
});

export const appView: View<AppDetails> = {
  names: (app) => [app.name],
  text: (app, style) =>
    factLines(
      [
        ['name', app.name],
        ['org', app.org],
        ['recipe', `${app.recipe}: ${app.description}`],
        ['image', app.image],
        ['ports', pairs(app.ports)],
        [
          'roles',
          Object.entries(app.roles).map(([role, count]) => `${role} (${count === null ? 'any number' : `exactly ${count}`})`),
        ],
        ['services', app.services.map(({name, kind, required}) => `${name} (${kind}${required ? '' : ', optional'})`)],
        ['secrets', app.secrets],
        [
          'deployed',
          app.deployments.map(
            ({env, version, state, roles, balance}) => `${env}: ${version}, ${state}, ${pairs(roles)}, ${balance}`,
          ),
        ],
      ],
      style,
    ),
};
