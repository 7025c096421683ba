/** A text with its variables filled in, and which of them had no value. */
export interface Filled {
  readonly text: string;
  readonly unset: readonly string[];
  readonly used: readonly string[];
}

/** Variables as compose fills them in: `$X`, `${X}`, `${X:-default}`, `${X-default}`, `${X:?error}`, `${X:+other}`; `$$` is a dollar. */
export function interpolate(text: string, variables: ReadonlyMap<string, string>): Filled {
  const filled = fill({text, at: 0}, variables, false);
  return {text: filled.text, unset: filled.unset, used: filled.used};
}

interface Cursor {
  readonly text: string;
  at: number;
}

const noDollar = /[^$}]+/y;
const bareName = /[A-Za-z_][A-Za-z0-9_]*/y;
const operator = /:?[-?+]/y;

/** Up to the end, or inside braces up to the brace that closes them. */
function fill(cursor: Cursor, variables: ReadonlyMap<string, string>, nested: boolean): Filled {
  let text = '';
  const unset: string[] = [];
  const used: string[] = [];
  const add = (part: Filled) => {
    text += part.text;
    unset.push(...part.unset);
    used.push(...part.used);
  };
  while (cursor.at < cursor.text.length) {
    const character = cursor.text.charAt(cursor.at);
    if (character === '$') add(variable(cursor, variables));
    else if (character === '}' && nested) break;
    else {
      text += next(noDollar, cursor) ?? character;
      if (character === '}') cursor.at += 1;
    }
  }
  return {text, unset, used};
}

function variable(cursor: Cursor, variables: ReadonlyMap<string, string>): Filled {
  const start = cursor.at;
  cursor.at += 1;
  if (cursor.text.charAt(cursor.at) === '$') {
    cursor.at += 1;
    return {text: '$', unset: [], used: []};
  }
  const braced = cursor.text.charAt(cursor.at) === '{';
  if (braced) cursor.at += 1;
  const name = next(bareName, cursor);
  if (name === null) return {text: cursor.text.slice(start, cursor.at), unset: [], used: []};
  const value = variables.get(name);
  if (!braced) return valueOf(name, value);
  const how = next(operator, cursor);
  const other = fill(cursor, variables, true);
  cursor.at += 1;
  const has = value !== undefined && !(how?.startsWith(':') && value === '');
  if (how?.endsWith('+')) return has ? withUse(other, name) : {text: '', unset: [], used: [name]};
  if (has || !how?.endsWith('-')) return valueOf(name, has ? value : undefined);
  return withUse(other, name);
}

function valueOf(name: string, value: string | undefined): Filled {
  return {text: value ?? '', unset: value === undefined ? [name] : [], used: [name]};
}

function withUse({text, unset, used}: Filled, name: string): Filled {
  return {text, unset, used: [name, ...used]};
}

function next(pattern: RegExp, cursor: Cursor): string | null {
  pattern.lastIndex = cursor.at;
  const match = pattern.exec(cursor.text);
  if (!match) return null;
  cursor.at = pattern.lastIndex;
  return match[0];
}
