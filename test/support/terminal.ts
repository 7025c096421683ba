import {execFile, spawnSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {promisify} from 'node:util';
import {onTestFinished} from 'vitest';
import {builtCli} from './built-cli.js';
import {homePrefix} from './leftovers.js';
import {findProcessesIn, killHard} from './processes.js';
import type {Cli} from './run-cli.js';
import {until} from './until.js';

const execute = promisify(execFile);

export interface TerminalOptions {
  /** Whose home and store `muster` uses in it. */
  readonly cli: Pick<Cli, 'home' | 'store'>;
  readonly columns?: number;
  /** Files in the home directory of its user, by path. */
  readonly files?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}

/** A terminal with somebody at it: keys go in, and what stands on the screen can be read. */
export interface Terminal {
  /** Types text, and waits until the screen shows it. */
  type(text: string): Promise<void>;
  /** Keys by the names that tmux gives them: `Enter`, `Tab`, `C-c`. */
  press(...keys: readonly string[]): Promise<void>;
  /** Lines of the screen, without the empty ones. */
  lines(): Promise<readonly string[]>;
  /** Waits until a line of the screen is like this. */
  until(line: RegExp): Promise<void>;
}

export function hasProgram(name: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${name}`]).status === 0;
}

/** A shell in a terminal of its own, in a home of its own. */
export async function aTerminal(
  shell: readonly string[],
  {cli, columns = 100, files = {}, env = {}}: TerminalOptions,
): Promise<Terminal> {
  const home = mkdtempSync(join(tmpdir(), homePrefix));
  const tmux = async (...args: readonly string[]) =>
    (await execute('tmux', ['-S', join(home, 'tmux'), '-f', '/dev/null', ...args], {cwd: home, env: environment})).stdout;
  onTestFinished(async () => {
    await tmux('kill-server').catch(() => undefined);
    findProcessesIn(home).forEach(killHard);
    rmSync(home, {recursive: true, force: true, maxRetries: 10});
  });
  const environment = {
    PATH: `${join(home, 'bin')}:/usr/local/bin:/usr/bin:/bin`,
    HOME: home,
    LANG: 'C.UTF-8',
    MUSTER_HOME: cli.home,
    MUSTER_ACTOR: 'tester',
    DOCKER_HOST: 'unix:///nonexistent/docker.sock',
    ...cli.store,
    ...env,
  };
  const bin = join(await builtCli(), 'bin', 'run.js');
  const program = `#!/bin/sh\nexec '${process.execPath}' '${bin}' "$@"\n`;
  for (const [path, text] of Object.entries({'bin/muster': program, ...files})) {
    mkdirSync(dirname(join(home, path)), {recursive: true});
    writeFileSync(join(home, path), text, {mode: 0o755});
  }
  await tmux('new-session', '-d', '-x', String(columns), '-y', '40', ...shell);
  const lines = async () => (await tmux('capture-pane', '-p')).split('\n').filter((line) => line.trim() !== '');
  const terminal: Terminal = {
    lines,
    press: async (...keys) => void (await tmux('send-keys', ...keys)),
    until: async (line) => {
      let seen: readonly string[] = [];
      await until(`A line like ${line}`, async () => (seen = await lines()).some((text) => line.test(text))).catch(
        (error: Error) => {
          throw new Error(`${error.message}; the screen shows\n${seen.join('\n')}`);
        },
      );
    },
    type: async (text) => {
      await tmux('send-keys', '-l', '--', text);
      const shown = text.trim().slice(-columns / 2);
      await until(`${text} on the screen`, async () => (await lines()).some((line) => line.includes(shown)));
    },
  };
  await terminal.until(/^\$/);
  return terminal;
}
