import {spawn, type ChildProcess} from 'node:child_process';
import {mkdir, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {onTestFinished} from 'vitest';
import {firstPortOf} from '../../src/core/domain/planning/port-book.js';
import {docker} from './docker.js';
import {homePrefix, removeInstallation} from './leftovers.js';
import {databaseOfRun} from './run-database.js';

const usedPorts = new Set<number>();

const root = join(import.meta.dirname, '..', '..');

export interface CliResult {
  readonly exit: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Parsed stdout. */
  readonly json: any;
}

/** A Muster with a home, a store and containers of its own, which go when the test ends. */
export interface Installation {
  readonly home: string;
  readonly id: string;
  /** Address of the store, for others who share it. */
  readonly store: string;
  muster(...args: readonly string[]): Promise<CliResult>;
  /** Runs a command with text on its standard input. */
  feed(input: string, ...args: readonly string[]): Promise<CliResult>;
  /** Starts a command without waiting for it. */
  spawn(...args: readonly string[]): {readonly child: ChildProcess; readonly ended: Promise<CliResult>};
  /** The same on a machine of that name, as far as a host name tells. Linux as root only. */
  spawnOn(host: string, ...args: readonly string[]): {readonly child: ChildProcess; readonly ended: Promise<CliResult>};
  /** Writes a file into the home and returns its path. */
  write(name: string, text: string): Promise<string>;
  containers(...filters: readonly string[]): Promise<readonly string[]>;
  tearDown(): Promise<void>;
}

export interface InstallationOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly proxyImage?: string;
  /** An empty directory to live in, instead of one of its own. */
  readonly home?: string;
}

/** Images that the set-up has made available, by their logical name. */
export async function testImages(): Promise<Readonly<Record<string, string>>> {
  const given = process.env['MUSTER_TEST_IMAGES'];
  if (given) return JSON.parse(given) as Record<string, string>;
  // @ts-expect-error: the set-up scripts run before anything is installed and have no types.
  const {ensureImages} = (await import('../../scripts/setup/images.mjs')) as {ensureImages(): Promise<Record<string, string>>};
  return ensureImages();
}

export async function anInstallation(options: InstallationOptions = {}): Promise<Installation> {
  const installation = await openInstallation(options);
  onTestFinished(installation.tearDown);
  return installation;
}

/** One that outlives a test; whoever opens it tears it down. */
export async function openInstallation(options: InstallationOptions = {}): Promise<Installation> {
  const home = options.home ?? (await mkdtemp(join(tmpdir(), homePrefix)));
  const database = await databaseOfRun();
  const store = database ? {MUSTER_STORE: database.address} : {};
  const env = {...process.env, NO_COLOR: '1', ...store, ...options.env, MUSTER_HOME: home};
  const begin = (input: string, args: readonly string[], before: readonly string[] = []) => {
    const [program = '', ...rest] = [...before, process.execPath, join(root, 'bin', 'run.js'), ...args];
    const child = spawn(program, rest, {cwd: home, env, stdio: ['pipe', 'pipe', 'pipe']});
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    return {child, ended: collect(child)};
  };
  const start = (...args: readonly string[]) => begin('', args);
  const muster = (...args: readonly string[]) => start(...args).ended;
  const images = await testImages();
  const init = async () => {
    await muster('init', '--proxy-image', options.proxyImage ?? (images['haproxy'] as string));
    return (JSON.parse(await readFile(join(home, 'INSTALL.json'), 'utf8')) as {installId: string}).installId;
  };
  let id = await init();
  // Installations of one test run at once: those that begin with the same port would take it from each other.
  while (usedPorts.has(firstPortOf(id))) {
    await rm(home, {recursive: true});
    await mkdir(home);
    await database?.clear();
    id = await init();
  }
  usedPorts.add(firstPortOf(id));
  const label = `label=muster.installation=${id}`;
  const tearDown = async () => {
    await removeInstallation(home, id);
    await database?.drop();
    usedPorts.delete(firstPortOf(id));
  };
  return {
    home,
    id,
    muster,
    store: env['MUSTER_STORE'] ?? join(home, 'muster.db'),
    spawn: start,
    spawnOn: (host, ...args) => begin('', args, ['unshare', '--uts', 'sh', '-c', 'hostname "$0"; exec "$@"', host]),
    tearDown,
    feed: (input, ...args) => begin(input, args).ended,
    write: async (name, text) => {
      const path = join(home, name);
      await writeFile(path, text);
      return path;
    },
    containers: (...filters) =>
      docker('ps', '-a', '--filter', label, ...filters.flatMap((filter) => ['--filter', filter]), '--format', '{{.Names}}'),
  };
}

function collect(child: ChildProcess): Promise<CliResult> {
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => err.push(chunk));
  return new Promise((resolve) =>
    child.once('close', (exit, signal) => {
      const stdout = Buffer.concat(out).toString();
      resolve({exit, signal, stdout, stderr: Buffer.concat(err).toString(), json: parse(stdout)});
    }),
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A port of loopback that nothing listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const {port} = server.address() as {port: number};
  await new Promise((resolve) => server.close(resolve));
  return port;
}
