import {readText} from '../yaml/read-text.js';

/** A variable of an environment file, as it is written. */
export interface EnvLine {
  readonly text: string;
  readonly line: number;
}

const assignment = /^\s*(?:export\s+)?([^\s=#:]+)\s*(?:[=:]\s*(.*))?$/;

/** Where each variable of an environment file stands, the last of each name; none when the file cannot be read. */
export async function readEnvLines(file: string): Promise<ReadonlyMap<string, EnvLine>> {
  const text = await readText(file).catch(() => '');
  return new Map(
    text.split(/\r?\n/).flatMap((row, index): [string, EnvLine][] => {
      const [, name, value] = assignment.exec(row) ?? [];
      return name === undefined ? [] : [[name, {text: asCompose(value, name), line: index + 1}]];
    }),
  );
}

/** A name alone stands for what the shell has; between single quotes a dollar is one. */
function asCompose(value: string | undefined, name: string): string {
  if (value === undefined) return `\${${name}}`;
  return value.startsWith("'") ? value.replaceAll('$', '$$$$') : value;
}
