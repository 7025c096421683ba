import {type ChildProcess, spawn} from 'node:child_process';
import {cpSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {SystemClock} from '../../src/adapters/clock/system-clock.js';
import {openStore} from '../../src/adapters/store/open-store.js';
import type {Cluster} from '../../src/core/domain/model.js';
import type {Store} from '../../src/core/ports/store.js';
import type {AgentStatus} from '../../src/core/use-cases/agent-status.js';
import {builtCli} from './built-cli.js';
import {freePort} from './installation.js';
import {homePrefix} from './leftovers.js';
import {killHard} from './processes.js';
import {databaseOfRun} from './run-database.js';
import {until} from './until.js';

export interface AgentLine {
  readonly time: string;
  readonly event: string;
  readonly [fact: string]: unknown;
}

/** An agent as a process of its own. */
export interface RunningAgent {
  readonly pid: number;
  readonly url: string;
  readonly lines: readonly AgentLine[];
  /** Waits for an event; the `nth` of its kind, from 1. */
  told(event: string, nth?: number): Promise<AgentLine>;
  signal(name: NodeJS.Signals): void;
  /** Reads no more of what it tells. */
  closeOutput(): void;
  readonly ended: Promise<{readonly exit: number | null; readonly stderr: string}>;
  ask(path: string): Promise<{readonly status: number; readonly json: any}>;
}

/** An installation with a cluster that beats every 5 seconds, the least there is; all that was started goes with the test. */
export interface AgentHome {
  readonly home: string;
  readonly store: Store;
  run(...args: readonly string[]): Promise<{readonly exit: number | null; readonly stdout: string; readonly stderr: string}>;
  status(): Promise<AgentStatus>;
  agent(...args: readonly string[]): Promise<RunningAgent>;
  /** Changes the cluster in the store as a command would; null deletes it. */
  change(edit: (cluster: Cluster) => Cluster | null): Promise<void>;
  /** A copy of the data directory, as it is. */
  copy(): Promise<Omit<AgentHome, 'store' | 'change' | 'copy'>>;
}

export type Cleaner = (work: () => void | Promise<void>) => void;

export async function anAgentHome(clean: Cleaner, {store}: {readonly store?: string} = {}): Promise<AgentHome> {
  const database = store === undefined ? await databaseOfRun() : null;
  if (database) clean(database.drop);
  const address = store ?? database?.address;
  const home = aDirectory(clean);
  const processes = processesIn(home, {clean, env: address === undefined ? {} : {MUSTER_STORE: address}});
  const {exit, stderr} = await processes.run('init');
  if (exit !== 0) throw new Error(stderr);
  const opened = await openStore({address: address ?? join(home, 'muster.db'), create: false, clock: new SystemClock()});
  clean(() => opened.close());
  const change = (edit: (cluster: Cluster) => Cluster | null) =>
    opened.change((before) => {
      const clusters = before.clusters.flatMap((cluster) => edit(cluster) ?? []);
      // What was bound to a cluster that is deleted is nobody's concern here.
      return {commit: {after: {...before, clusters}}, result: undefined};
    });
  await change((cluster) => ({...cluster, heartbeatSeconds: 5}));
  const copy = async () => {
    const other = aDirectory(clean);
    cpSync(home, other, {recursive: true});
    return processesIn(other, {clean, env: {MUSTER_STORE: address ?? join(home, 'muster.db')}});
  };
  return {...processes, store: opened, change, copy};
}

function aDirectory(clean: Cleaner): string {
  const directory = mkdtempSync(join(tmpdir(), `${homePrefix}agent-`));
  clean(() => rmSync(directory, {recursive: true, force: true}));
  return directory;
}

function processesIn(home: string, {clean, env}: {readonly clean: Cleaner; readonly env: Readonly<Record<string, string>>}) {
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(MUSTER_|VITEST|NODE_ENV)/.test(name)));
  const start = async (args: readonly string[]) => {
    const child = spawn(process.execPath, [join(await builtCli(), 'bin', 'run.js'), ...args], {
      cwd: home,
      env: {...inherited, NO_COLOR: '1', MUSTER_HOME: home, ...env},
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = collect(child);
    clean(async () => {
      killHard(child.pid as number);
      await ended;
    });
    return {child, ended};
  };
  const run = async (...args: readonly string[]) => (await start(args)).ended;
  return {
    home,
    run,
    status: async () => (JSON.parse((await run('agent', 'status', '--json')).stdout) as {data: AgentStatus}).data,
    agent: async (...args: readonly string[]) => {
      const port = args.includes('--listen') ? null : await freePort();
      const {child, ended} = await start(['agent', 'run', ...(port === null ? [] : ['--listen', `${port}`]), ...args]);
      return watch(child, {ended, url: `http://127.0.0.1:${port ?? args[args.indexOf('--listen') + 1]}`});
    },
  };
}

function collect(child: ChildProcess) {
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout?.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => err.push(chunk));
  return new Promise<{readonly exit: number | null; readonly stdout: string; readonly stderr: string}>((resolve) =>
    child.once('close', (exit) => resolve({exit, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString()})),
  );
}

async function watch(
  child: ChildProcess,
  {ended, url}: {readonly ended: ReturnType<typeof collect>; readonly url: string},
): Promise<RunningAgent> {
  const lines: AgentLine[] = [];
  let rest = '';
  let hasEnded = false;
  void ended.then(() => (hasEnded = true));
  child.stdout?.on('data', (chunk: Buffer) => {
    const parts = (rest + chunk.toString()).split('\n');
    rest = parts.pop() as string;
    lines.push(...parts.map((line) => JSON.parse(line) as AgentLine));
  });
  const told = async (event: string, nth = 1) => {
    const find = () => lines.filter((line) => line.event === event)[nth - 1];
    await until(
      `the agent tells ${event}`,
      async () => {
        if (find()) return true;
        if (hasEnded)
          throw new Error(`the agent ended before it told ${event}: ${JSON.stringify(lines)} ${(await ended).stderr}`);
        return false;
      },
      {timeoutMs: 40_000, everyMs: 20},
    );
    return find() as AgentLine;
  };
  return {
    pid: child.pid as number,
    url,
    lines,
    told,
    ended,
    signal: (name) => void child.kill(name),
    closeOutput: () => void child.stdout?.destroy(),
    ask: async (path) => {
      const response = await fetch(url + path);
      return {status: response.status, json: await response.json()};
    },
  };
}
