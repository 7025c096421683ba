import type {EnvDetails, EnvSummary} from '../../core/use-cases/list-envs.js';
import {factLines, orDash, pairs} from './facts.js';
import type {View} from './output.js';
import {tableView} from './table.js';

export const envsView = tableView<EnvSummary>({
  name: (env) => env.name,
  empty: 'There is no env yet. Create one: muster env create NAME',
  columns: [
    {title: 'NAME', value: (env) => env.name},
    {title: 'NODES', value: (env) => orDash(env.nodes.join(','))},
    {title: 'ENTRIES', value: (env) => orDash(env.entries.join(','))},
    {title: 'APPS', value: (env) => orDash(env.apps.join(','))},
    {title: 'LABELS', value: (env) => orDash(pairs(env.labels))},
    {title: 'WORKSPACE', value: (env) => env.workspace, wide: true},
  ],
});

export const envView: View<EnvDetails> = {
  names: (env) => [env.name],
  text: (env, style) =>
    factLines(
      [
        ['name', env.name],
        ['org', env.org],
        ['workspace', env.workspace],
        ['labels', orDash(pairs(env.labels))],
        ['nodes', env.nodes.map(({node, weight}) => (weight === null ? node : `${node} (weight ${weight})`))],
        [
          'entries',
          env.entries.map((entry) =>
            [
              entry.address,
              ...(entry.backup ? ['backup'] : []),
              ...(entry.app === null ? [] : [`to ${entry.app}${entry.path}`]),
            ].join(' '),
          ),
        ],
        [
          'services',
          env.services.map(
            (service) =>
              `${service.name} (${service.kind}) ${service.managed ? `managed on ${service.managed.node}` : (service.url ?? '')}`,
          ),
        ],
        ['apps', env.apps.map((app) => `${app.app} ${app.version} (${pairs(app.roles)}) ${app.balance}, ${app.state}`)],
      ],
      style,
    ),
};
