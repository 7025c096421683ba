import type {Reading, Remark} from '../findings.js';
import {inside, isRecord, leftOut, placeAt, scalarText, type At} from './at.js';
import type {Mount} from './service.js';

/** `volumes:` of a service, in short and in long form. */
export function readMounts(value: unknown, at: At): Reading<readonly Mount[]> {
  if (!Array.isArray(value)) return {value: [], notTaken: [leftOut(at, 'is not a list')]};
  const entries = value.map((item, index) => readMount(item, inside(at, index)));
  return {
    value: entries.filter((entry): entry is Mount => 'target' in entry),
    notTaken: entries.filter((entry): entry is Remark => 'reason' in entry),
  };
}

function readMount(item: unknown, at: At): Mount | Remark {
  if (isRecord(item)) return longMount(item, at);
  const text = scalarText(item) ?? '';
  const match = /^(?:((?:[A-Za-z]:[\\/])?[^:]+):)?(\/[^:]*)(?::([\w,]+))?$/.exec(text);
  if (!match) return leftOut(at, 'is not a mount as compose writes one');
  const [, source = null, target = '', mode = ''] = match;
  return {
    kind: source !== null && /^(?:[./~\\]|[A-Za-z]:[\\/])/.test(source) ? 'bind' : 'volume',
    source,
    target,
    readOnly: mode.split(',').includes('ro'),
    place: placeAt(at),
  };
}

function longMount(item: Readonly<Record<string, unknown>>, at: At): Mount | Remark {
  const kind = scalarText(item['type']) ?? 'volume';
  const target = scalarText(item['target']);
  if (kind !== 'bind' && kind !== 'volume') return leftOut(at, `is of type ${kind}, and Muster mounts volumes`);
  if (target === null || !target.startsWith('/')) return leftOut(at, 'has no path in the container');
  return {kind, source: scalarText(item['source']), target, readOnly: item['read_only'] === true, place: placeAt(at)};
}
