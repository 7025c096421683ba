import type {Reading, Remark} from '../findings.js';
import {inside, isRecord, leftOut, placeAt, scalarText, type At} from './at.js';
import type {Mount} from './service.js';

/** `volumes:` of a service, which Compose writes in their long form. */
export function readMounts(value: unknown, at: At): Reading<readonly Mount[]> {
  if (!Array.isArray(value)) return {value: [], notTaken: [leftOut(at, 'is not a list')]};
  const entries = value.map((item, index) => readMount(item, inside(at, index)));
  return {
    value: entries.filter((entry): entry is Mount => 'target' in entry),
    notTaken: entries.filter((entry): entry is Remark => 'reason' in entry),
  };
}

function readMount(item: unknown, at: At): Mount | Remark {
  if (!isRecord(item)) return leftOut(at, 'is not a mount');
  const kind = scalarText(item['type']) ?? 'volume';
  const target = scalarText(item['target']);
  if (kind !== 'bind' && kind !== 'volume') return leftOut(at, `is of type ${kind}, and Muster mounts volumes`);
  if (target === null || !target.startsWith('/')) return leftOut(at, 'has no path in the container');
  const source = scalarText(item['source']);
  const isFile = kind === 'bind' && (item['isFile'] === true || fileName.test(target));
  return {kind, source, target, readOnly: item['read_only'] === true, isFile, place: placeAt(at)};
}

/** Files without an extension that people mount. */
const fileName =
  /\/(?:[A-Z][a-z]+file|hosts|hostname|passwd|group|shadow|localtime|timezone|machine-id|crontab|authorized_keys|known_hosts|id_[a-z0-9]+)$/;
