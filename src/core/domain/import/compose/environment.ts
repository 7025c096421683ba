import type {Reading, Remark} from '../findings.js';
import {inside, isRecord, isWritten, leftOut, placeAt, scalarText, unsetAt, type At} from './at.js';
import type {Variable} from './service.js';

/** `environment:` as a list of `KEY=VALUE` or as a map. */
export function readEnvironment(value: unknown, at: At): Reading<readonly Variable[]> {
  const entries: readonly (Variable | Remark)[] = Array.isArray(value)
    ? value.map((item, index) => listed(item, inside(at, index)))
    : isRecord(value)
      ? Object.entries(value).map(([key, item]) => mapped(key, item, inside(at, key)))
      : [leftOut(at, 'is neither a list nor a map')];
  return {value: entries.filter(isVariable), notTaken: entries.filter((entry): entry is Remark => !isVariable(entry))};
}

function listed(item: unknown, at: At): Variable | Remark {
  const text = scalarText(item);
  if (text === null) return leftOut(at, 'is not KEY=VALUE');
  const equals = text.indexOf('=');
  const key = equals < 0 ? text : text.slice(0, equals);
  // The text holds a value that may be secret: the place is told by its variable.
  const place = placeAt(at, placeAt({...at, path: [...at.path.slice(0, -1), key]}).key);
  if (key.trim() === '') return {...place, reason: 'has no name'};
  return {key, place, written: isWritten(at), value: equals < 0 || unsetAt(at) !== null ? null : text.slice(equals + 1)};
}

function mapped(key: string, item: unknown, at: At): Variable | Remark {
  const text = item === null || item === undefined ? null : scalarText(item);
  if (text === null && item !== null && item !== undefined) return leftOut(at, 'is not a text');
  return {key, place: placeAt(at), written: isWritten(at), value: unsetAt(at) === null ? text : null};
}

/** Variables of the files that `env_file:` names. */
export function readEnvFiles(value: unknown, at: At): Reading<readonly Variable[]> {
  const items = Array.isArray(value) ? value.map((item, index) => ({item, at: inside(at, index)})) : [{item: value, at}];
  const readings = items.map(({item, at: here}): Reading<readonly Variable[]> => {
    const name = scalarText(isRecord(item) ? item['path'] : item);
    const variables = name === null ? undefined : here.source.envFiles.get(name);
    return variables
      ? {value: variables.map((it) => ({key: it.name, value: it.value, written: false, place: it.place})), notTaken: []}
      : {value: [], notTaken: [leftOut(here, name === null ? 'names no file' : 'the file cannot be read')]};
  });
  return {value: readings.flatMap((reading) => reading.value), notTaken: readings.flatMap((reading) => reading.notTaken)};
}

function isVariable(entry: Variable | Remark): entry is Variable {
  return !('reason' in entry);
}
