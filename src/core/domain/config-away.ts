import {orgFlag} from './indexes.js';
import type {ConfigValue} from './model.js';

/** How a config goes that a change brings, or that stands there already. */
export function configAway({org, env, app, key}: Pick<ConfigValue, 'org' | 'env' | 'app' | 'key'>): string {
  const scope = `--env ${env}${app === null ? '' : ` --app ${app}`}`;
  return `Leave ${key} out, and take it away where it is recorded: muster config unset ${key} ${scope} --missing-ok${orgFlag(org)}`;
}
