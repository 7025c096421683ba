import {maskAddress, isMysqlAddress} from '../adapters/store/mysql/address.js';
import type {Failure} from '../core/domain/errors.js';
import type {Violation} from '../core/domain/violation.js';
import {contextKeys, contextVariables, type ContextKey, type ContextValues} from './context-file.js';

export interface ContextRow {
  readonly key: ContextKey;
  /** Null where nothing says it: then commands do what they do by themselves. Passwords are masked. */
  readonly value: string | null;
  /** The variable, or the path of the file. */
  readonly source: string | null;
}

/** What commands are about, and what says so: a variable before the file. */
export function shownContext(
  values: ContextValues,
  {path, env}: {readonly path: string; readonly env: NodeJS.ProcessEnv},
): readonly ContextRow[] {
  return contextKeys.map((key) => {
    const variable = contextVariables[key];
    const value = env[variable] || values[key] || null;
    return {
      key,
      value: value === null ? null : shown(key, value),
      source: value === null ? null : env[variable] ? variable : path,
    };
  });
}

/** The context as it may be shown. */
export function maskedContext(values: ContextValues): ContextValues {
  return values.store === undefined ? values : {...values, store: shown('store', values.store)};
}

function shown(key: ContextKey, value: string): string {
  return key === 'store' && isMysqlAddress(value) ? maskAddress(value) : value;
}

/** A context that is broken is told, and does not keep a command from showing or mending it. */
export function warningsOf(broken: Failure | null): readonly Violation[] {
  if (broken === null) return [];
  const {code, message, hint, subject, details} = broken;
  return [{code, severity: 'warning', subject: subject ?? 'context', message, hint: hint ?? '', details}];
}
