import type {Reading, Remark} from '../findings.js';
import {inside, isRecord, isWritten, leftOut, placeAt, scalarText, unsetAt, type At} from './at.js';
import type {Variable} from './service.js';

/** `environment:`, in which Compose has put what environment files say. */
export function readEnvironment(value: unknown, at: At): Reading<readonly Variable[]> {
  const entries: readonly (Variable | Remark)[] = isRecord(value)
    ? Object.entries(value).map(([key, item]) => readVariable(key, item, inside(at, key)))
    : [leftOut(at, 'is not a map')];
  return {value: entries.filter(isVariable), notTaken: entries.filter((entry): entry is Remark => !isVariable(entry))};
}

function readVariable(key: string, item: unknown, at: At): Variable | Remark {
  const place = placeAt(at);
  if (key.trim() === '') return {...place, reason: 'has no name'};
  return {key, place, written: isWritten(at), value: unsetAt(at) === null ? scalarText(item) : null};
}

function isVariable(entry: Variable | Remark): entry is Variable {
  return !('reason' in entry);
}
