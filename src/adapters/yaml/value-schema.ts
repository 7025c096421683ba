import * as z from 'zod/mini';
import type {ValueKind} from '../../core/domain/values/kinds.js';
import {wrongValue} from '../../core/domain/values/wrong-value.js';

/** A text of the kind. It stays as it is written; who declares it brings it to its one spelling. */
export function valueSchema(kind: ValueKind<unknown>, description: string = kind.form) {
  const check = z.check<string>((payload) => {
    const read = kind.read(payload.value);
    if ('ok' in read) return;
    payload.issues.push({
      code: 'custom',
      input: payload.value,
      message: `must be ${wrongValue(kind, payload.value, read.problem)}`,
      params: {isWhole: true},
    });
  });
  const schema = z.string().check(check);
  z.globalRegistry.add(schema, {description, pattern: kind.pattern});
  return schema;
}

/** The one spelling of what the schema has let in. */
export function normal(kind: ValueKind, text: string): string {
  const read = kind.read(text);
  return 'ok' in read ? read.ok : text;
}
