import type {ConfigValue} from '../../core/domain/model.js';
import type {View} from './output.js';
import {tableView} from './table.js';

export const configsView = tableView<ConfigValue>({
  name: (config) => config.key,
  empty: 'There is no config yet. Set some: muster config set KEY=VALUE --env ENV',
  columns: [
    {title: 'KEY', value: (config) => config.key},
    {title: 'VALUE', value: (config) => config.value},
    {title: 'APP', value: (config) => config.app},
  ],
});

/** The bare value, for `$(muster config get KEY --env ENV)`. */
export const configView: View<ConfigValue> = {
  document: true,
  text: (config) => `${config.value}\n`,
  names: (config) => [config.key],
};
