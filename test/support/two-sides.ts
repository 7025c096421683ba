import {type ChildProcess, spawn} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {builtCli} from './built-cli.js';
import {homePrefix} from './leftovers.js';
import {startMariadb} from './mariadb.js';
import {makeNamespaces} from './namespaces.js';
import {killHard} from './processes.js';

export interface SideRun {
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly json: any;
}

/** An installation on a machine of its own, as far as the network knows. */
export interface Side {
  readonly home: string;
  readonly address: string;
  run(line: string): Promise<SideRun>;
  /** Starts what runs until it is stopped. */
  start(line: string): {readonly pid: number; readonly ended: Promise<SideRun>};
}

/** Machines that reach one MariaDB, each other, and nothing else of the tests. */
export interface Sides {
  /** An installation on the one or the other machine; nothing is set up there. */
  side(which: 'a' | 'b'): Side;
  remove(): Promise<void>;
}

/** Namespaces take root on Linux. */
export const canDivide = process.platform === 'linux' && process.getuid?.() === 0;

export async function divideMachine(): Promise<Sides> {
  const directory = mkdtempSync(join(tmpdir(), `${homePrefix}sides-`));
  const [namespaces, cli] = [await makeNamespaces(directory), await builtCli()];
  const server = await startMariadb({options: [`--bind-address=${namespaces.host}`]});
  const database = await server.createDatabase();
  const store = database.address.replace(`@${server.host}:`, `@${namespaces.host}:`);
  const children: ChildProcess[] = [];
  const side = (which: 'a' | 'b'): Side => {
    const {address, enter} = namespaces[which];
    const home = mkdtempSync(join(directory, `${which}-`));
    const start = (line: string) => {
      const [file = '', ...entering] = enter;
      const child = spawn(file, [...entering, process.execPath, join(cli, 'bin', 'run.js'), ...line.split(' ')], {
        cwd: home,
        env: {
          ...inherited(),
          NO_COLOR: '1',
          DOCKER_HOST: 'unix:///nonexistent/docker.sock',
          MUSTER_HOME: home,
          MUSTER_STORE: store,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      children.push(child);
      return {pid: child.pid as number, ended: collect(child)};
    };
    return {home, address, start, run: (line) => start(line).ended};
  };
  const remove = async () => {
    for (const child of children) if (child.exitCode === null) killHard(child.pid as number);
    await server.remove();
    await namespaces.remove();
    rmSync(directory, {recursive: true, force: true});
  };
  return {side, remove};
}

function inherited(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(MUSTER_|VITEST|NODE_ENV)/.test(name)));
}

function collect(child: ChildProcess): Promise<SideRun> {
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout?.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => err.push(chunk));
  return new Promise((resolve) =>
    child.once('close', (exit) => {
      const [stdout, stderr] = [Buffer.concat(out).toString(), Buffer.concat(err).toString()];
      resolve({exit, stdout, stderr, json: parsed(stdout)});
    }),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
