import type {ConfigRule} from './model.js';

/** What a recipe knows to be wrong with a value, without looking at who gets it. */
export function configFault({matches, ignored}: ConfigRule, value: string): 'CONFIG_NOT_READ' | 'CONFIG_VALUE' | null {
  if (ignored) return 'CONFIG_NOT_READ';
  return matches !== null && !new RegExp(matches).test(value) ? 'CONFIG_VALUE' : null;
}

/** The host that a value leads to: a URL, or a host alone. */
export function hostOf(value: string): string {
  return URL.canParse(value) && new URL(value).hostname !== ''
    ? new URL(value).hostname.toLowerCase()
    : value.trim().toLowerCase().replace(/:\d+$/, '');
}
