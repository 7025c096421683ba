import {configFault, hostOf} from '../config-fault.js';
import type {ImportedApp, Setting} from './app.js';

export interface BrokenRule {
  readonly code: 'CONFIG_NOT_READ' | 'CONFIG_VALUE' | 'REDIRECT_LOOP';
  /** Why the variable is left out. */
  readonly reason: string;
  readonly because: string;
  /** Host of an entry that the value leads to; null when only the recipe's word is against it. */
  readonly entry: string | null;
}

/**
 * What a recipe knows to be wrong with a variable, which is then left out: the recipe's own value, or none, stands.
 * `entries` are the hosts of the environment's entries; empty when the files do not say them.
 */
export function brokenRule({key, values, uses}: Setting, app: ImportedApp, entries: ReadonlySet<string>): BrokenRule | null {
  const rule = Object.hasOwn(app.recipe.configRules, key) ? app.recipe.configRules[key]! : null;
  if (rule === null) return null;
  const {notEntryOn, because} = rule;
  if (rule.ignored) return {code: 'CONFIG_NOT_READ', reason: `the app does not read it: ${because}`, because, entry: null};
  if (values.some((value) => configFault(rule, value) === 'CONFIG_VALUE'))
    return {code: 'CONFIG_VALUE', reason: `its value is not one that the app understands: ${because}`, because, entry: null};
  if (notEntryOn === null) return null;
  const roles = new Set(uses.flatMap(({service}) => app.members.filter((it) => it.service === service).map(({role}) => role)));
  // The same on several roles, it is the address of all of them; without entries nothing speaks against that.
  const entry = values.map(hostOf).find((host) => entries.has(host)) ?? null;
  const mayBeEntry = entry !== null || entries.size === 0 || roles.size > 1;
  return roles.has(notEntryOn) && mayBeEntry ? {code: 'REDIRECT_LOOP', reason: because, because, entry} : null;
}
