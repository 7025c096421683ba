import type {Path} from './parsed-document.js';

/** What validation needs of a zod schema, from whichever of its packages. */
export interface AnySchema<T = unknown> {
  safeParse(value: unknown): {success: true; data: T} | {success: false; error: {issues: readonly unknown[]}};
}

/** A check that a schema makes of a value of its type. */
export interface Check {
  readonly _zod: {check(payload: {value: unknown; issues: unknown[]}): void};
}

interface Definition {
  readonly type: string;
  readonly checks?: readonly Check[];
  readonly keyType?: AnySchema;
  readonly catchall?: AnySchema;
  readonly values?: readonly unknown[];
  readonly entries?: Readonly<Record<string, unknown>>;
  readonly shape?: Readonly<Record<string, AnySchema>>;
  readonly element?: AnySchema;
  readonly valueType?: AnySchema;
  readonly innerType?: AnySchema;
  readonly options?: readonly AnySchema[];
}

/** Keys that the schema knows at a path: the schema itself is the only list of them. */
export function keysAt(schema: AnySchema, path: Path): string[] {
  const objects = path.reduce<AnySchema[]>((reached, part) => reached.flatMap((at) => step(at, part)), unwrap(schema));
  return [...new Set(objects.flatMap((object) => Object.keys(definitionOf(object).shape ?? {})))];
}

function step(schema: AnySchema, part: string | number): AnySchema[] {
  const {shape, element, valueType} = definitionOf(schema);
  const next = shape?.[part] ?? element ?? valueType;
  return next ? unwrap(next) : [];
}

function unwrap(schema: AnySchema): AnySchema[] {
  const {innerType, options} = definitionOf(schema);
  if (innerType) return unwrap(innerType);
  return options ? options.flatMap(unwrap) : [schema];
}

export function definitionOf(schema: AnySchema): Definition {
  return (schema as unknown as {_zod: {def: Definition}})._zod.def;
}
