import {chmodSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {execa} from 'execa';
import {builtCli} from '../built-cli.js';

export interface Typed {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Parsed stdout; undefined when it is not JSON. */
  readonly json: unknown;
}

/** A secret that nobody else has, for commands that read one. */
const secretValue = 'c2f1e9a07b6d4e35b8a91c7d60f2e4b3';

/** As somebody types it into a shell in a home, where no engine answers. */
export async function typeLine(home: string, line: string, env: Readonly<Record<string, string>> = {}): Promise<Typed> {
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(MUSTER_|FORCE_COLOR|NO_COLOR|NODE_ENV|VITEST|XDG_|DOCKER_)/.test(name)),
  );
  const run = await execa('bash', ['-c', line], {
    cwd: home,
    input: secretValue,
    reject: false,
    extendEnv: false,
    env: {
      ...inherited,
      PATH: `${await folderOfMuster()}:${process.env['PATH']}`,
      HOME: home,
      MUSTER_HOME: home,
      MUSTER_ACTOR: 'tester',
      DOCKER_HOST: 'unix:///nonexistent/docker.sock',
      ...env,
    },
  });
  return {exit: run.exitCode ?? 128, stdout: run.stdout, stderr: run.stderr, json: parsed(run.stdout)};
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A folder in which `muster` is the program as it was built. */
function folderOfMuster(): Promise<string> {
  return (folder ??= makeFolder());
}

let folder: Promise<string> | undefined;

async function makeFolder(): Promise<string> {
  const at = mkdtempSync(join(tmpdir(), 'muster-hints-'));
  const path = join(at, 'muster');
  writeFileSync(path, `#!/bin/sh\nexec '${process.execPath}' '${join(await builtCli(), 'bin', 'run.js')}' "$@"\n`);
  chmodSync(path, 0o755);
  return at;
}

export async function removeMuster(): Promise<void> {
  if (folder) rmSync(await folder, {recursive: true, force: true});
  folder = undefined;
}
