import type {EnvDetails, EnvSummary} from '../../core/use-cases/list-envs.js';
import {factLines, orDash, pairs} from './facts.js';
import type {View} from './output.js';
import {tableView} from './table.js';

/** What envs are told apart by; each is a label. */
const dimensions = ['stage', 'business', 'customer', 'purpose'] as const;

export const envsView = tableView<EnvSummary>({
  name: (env) => env.name,
  empty: 'There is no env yet. Create one: muster env create NAME',
  columns: [
    {title: 'NAME', value: (env) => env.name},
    {title: 'NODES', value: (env) => env.nodes},
    {title: 'ENTRIES', value: (env) => env.entries},
    {title: 'APPS', value: (env) => env.apps},
    {title: 'LABELS', value: (env) => env.labels},
    {title: 'WORKSPACE', value: (env) => env.workspace, wide: true},
    ...dimensions.map((dimension) => ({
      title: dimension.toUpperCase(),
      value: (env: EnvSummary) => env.labels[dimension] ?? null,
      wide: true,
    })),
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
