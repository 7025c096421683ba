import {definitionOf, type AnySchema, type Check} from './schema-keys.js';

type Accepts = (value: unknown) => boolean;

const compiled = new WeakMap<AnySchema, Accepts>();

/**
 * A quick yes of the schema: where it says true, the schema finds no fault and gives the value back as it is. False means only
 * that the schema itself has to look, which explains what is wrong. Twenty thousand objects take a third of the schema's own time
 * and are not copied.
 */
export function acceptsOf(schema: AnySchema): Accepts {
  const known = compiled.get(schema);
  if (known) return known;
  const accepts = withChecks(compile(schema), definitionOf(schema).checks ?? []);
  compiled.set(schema, accepts);
  return accepts;
}

function compile(schema: AnySchema): Accepts {
  const {type, innerType, options, element, valueType, keyType, shape, catchall, values, entries} = definitionOf(schema);
  switch (type) {
    case 'string':
    case 'boolean':
      return (value) => typeof value === type;
    case 'number':
      return (value) => Number.isFinite(value);
    case 'optional':
      return innerType ? orAbsent(acceptsOf(innerType)) : never;
    case 'union':
      return anyOf((options ?? []).map(acceptsOf));
    case 'array':
      return element ? eachItem(acceptsOf(element)) : never;
    case 'record':
      return keyType && valueType ? eachEntry(acceptsOf(keyType), acceptsOf(valueType)) : never;
    case 'object':
      return shape && catchall && definitionOf(catchall).type === 'never' ? strictObject(shape) : never;
    case 'literal':
      return oneOf(values ?? []);
    case 'enum':
      return oneOf(Object.values(entries ?? {}));
    default:
      return never;
  }
}

const never: Accepts = () => false;

function orAbsent(accepts: Accepts): Accepts {
  return (value) => value === undefined || accepts(value);
}

function anyOf(options: readonly Accepts[]): Accepts {
  return (value) => {
    for (const accepts of options) if (accepts(value)) return true;
    return false;
  };
}

function oneOf(values: readonly unknown[]): Accepts {
  return (value) => values.includes(value);
}

function eachItem(accepts: Accepts): Accepts {
  return (value) => {
    if (!Array.isArray(value)) return false;
    for (const item of value as readonly unknown[]) if (!accepts(item)) return false;
    return true;
  };
}

function eachEntry(acceptsKey: Accepts, acceptsValue: Accepts): Accepts {
  return (value) => {
    if (!isPlain(value)) return false;
    for (const key in value) if (key === '__proto__' || !acceptsKey(key) || !acceptsValue(value[key])) return false;
    return true;
  };
}

function strictObject(shape: Readonly<Record<string, AnySchema>>): Accepts {
  const properties = new Map(Object.entries(shape).map(([key, schema]) => [key, acceptsOf(schema)]));
  const required = [...properties].filter(([, accepts]) => !accepts(undefined)).map(([key]) => key);
  return (value) => {
    if (!isPlain(value)) return false;
    for (const key in value) if (!properties.get(key)?.(value[key])) return false;
    for (const key of required) if (!Object.hasOwn(value, key)) return false;
    return true;
  };
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** The checks are the schema's own; one that alters the value is left to the schema. */
function withChecks(accepts: Accepts, checks: readonly Check[]): Accepts {
  if (checks.length === 0) return accepts;
  const payload: {value: unknown; issues: unknown[]} = {value: undefined, issues: []};
  return (value) => {
    if (!accepts(value)) return false;
    payload.value = value;
    for (const {_zod} of checks) _zod.check(payload);
    const isAccepted = payload.issues.length === 0 && payload.value === value;
    if (payload.issues.length > 0) payload.issues = [];
    return isAccepted;
  };
}
