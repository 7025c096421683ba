import type {ImportKind} from '../../core/ports/import-files.js';

/** By the first line that says something: `name:` is YAML, `name … {` or `name … ;` is nginx. Null when it is neither. */
export function detectKind(text: string): ImportKind | null {
  for (const [line] of text.matchAll(/[^\r\n]+/g)) {
    const said = line.trim();
    if (said === '' || said.startsWith('#')) continue;
    if (/^(?:---|%YAML|[{[]|- )/.test(said) || /^(?:"[^"]*"|'[^']*'|[^\s"'{};:]+)\s*:(?:\s|$)/.test(said)) return 'compose';
    return /[{;]\s*(?:#.*)?$/.test(said) || /^[a-z_]+(?:\s|$)/.test(said) ? 'nginx' : null;
  }
  return null;
}
