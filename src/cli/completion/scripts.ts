import {readFile} from 'node:fs/promises';
import {join} from 'node:path';

const files = {bash: 'muster.bash', zsh: '_muster', fish: 'muster.fish'} as const;

export type Shell = keyof typeof files;

export const shells = Object.keys(files) as readonly Shell[];

/** The script that makes a shell ask `muster __complete`. */
export function readCompletionScript(packageRoot: string, shell: string): Promise<string> {
  return readFile(join(packageRoot, 'completions', files[shell as Shell]), 'utf8');
}
