import {execFile, spawn} from 'node:child_process';
import {mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync} from 'node:fs';
import {homedir, tmpdir} from 'node:os';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import {promisify} from 'node:util';
import {isAlive} from '../support/processes.js';

const execute = promisify(execFile);
const script = join(import.meta.dirname, 'rig.sh');
const root = join(import.meta.dirname, '..', '..');
/** Outside of the folders that the hosts must not see; Docker's data lies there as well. */
const place = '/var/tmp';
const prefix = 'muster-rig-';

export interface RigHost {
  readonly name: string;
  readonly address: string;
  /** Value for `DOCKER_HOST` by which the test reaches the engine, past Muster. */
  readonly dockerHost: string;
  docker(...args: readonly string[]): Promise<string>;
  /** Runs a script of `sh` in the host's namespaces, as root. */
  run(script: string): Promise<string>;
  /** From now on no packet comes in or goes out, and nobody is told. */
  cut(): Promise<void>;
  heal(): Promise<void>;
}

export interface Rig {
  readonly directory: string;
  readonly hosts: Readonly<Record<string, RigHost>>;
  /** For Muster: the account `ops` of every host with its key, and the client's certificate. */
  readonly env: Readonly<Record<string, string>>;
  /** Brings images of this machine to every host. */
  load(...images: readonly string[]): Promise<void>;
  down(): Promise<void>;
}

/** Docker hosts on this machine, each with its own network, engine and ssh server. They go with the process that asked for them, however it ends. */
export async function aRig(...names: readonly string[]): Promise<Rig> {
  const directory = mkdtempSync(join(place, `${prefix}${process.pid}-`));
  const child = spawn('bash', [script, 'run', directory, ...names], {
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
    env: {...process.env, RIG_HIDE: [tmpdir(), homedir(), root].join(' ')},
  });
  const said: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const hosts: Record<string, RigHost> = {};
  let ready = false;
  for await (const line of createInterface(child.stdout)) {
    const [word, name, address] = line.split(' ');
    if (word === 'host' && name && address) hosts[name] = rigHost(directory, name, address);
    ready = word === 'ready';
    if (ready) break;
  }
  if (!ready) throw new Error(`The rig did not come up:\n${said.join('')}`);
  return {
    directory,
    hosts,
    env: {MUSTER_SSH_CONFIG: sshConfig(directory), MUSTER_TLS_DIR: certificates(directory)},
    load: async (...images) => {
      await Promise.all(Object.values(hosts).map((host) => loadImages(host, images)));
    },
    down: async () => {
      child.stdin.end();
      await ended;
    },
  };
}

/** Takes down what runs left that could not do it themselves. */
export async function removeRigs(): Promise<void> {
  for (const name of readdirSync(place).filter((entry) => entry.startsWith(prefix))) {
    const maker = Number(/^muster-rig-(\d+)-/.exec(name)?.[1]);
    if (!isAlive(maker)) await execute('bash', [script, 'down', join(place, name)]);
  }
}

function rigHost(directory: string, name: string, address: string): RigHost {
  const dockerHost = `unix://${join(directory, name, 'run', 'docker.sock')}`;
  const inside = readFileSync(join(directory, name, 'inside'), 'utf8').trim();
  const run = async (text: string) => {
    const {stdout} = await execute('nsenter', ['--target', inside, '--all', 'sh', '-c', text], {maxBuffer: 64 * 1024 * 1024});
    return stdout.trim();
  };
  // Before Docker's own tables lead anything to a container.
  const block = async (verb: string) => {
    await run(
      `iptables -w -t raw ${verb} PREROUTING -i eth0 -j DROP && iptables -w -t mangle ${verb} POSTROUTING -o eth0 -j DROP`,
    );
  };
  return {
    name,
    address,
    dockerHost,
    run,
    docker: async (...args) =>
      (await execute('docker', ['--host', dockerHost, ...args], {maxBuffer: 64 * 1024 * 1024})).stdout.trim(),
    cut: () => block('-I'),
    heal: () => block('-D'),
  };
}

async function loadImages({dockerHost}: RigHost, images: readonly string[]): Promise<void> {
  await execute('sh', ['-c', `docker save ${images.join(' ')} | docker --host ${dockerHost} load`]);
}

/** What a person has in `~/.ssh`. */
function sshConfig(directory: string): string {
  const path = join(directory, 'ssh_config');
  const lines = ['Host *', `IdentityFile ${directory}/key`, 'IdentitiesOnly yes', `UserKnownHostsFile ${directory}/known_hosts`];
  writeFileSync(path, `${lines.join('\n  ')}\n`);
  return path;
}

function certificates(directory: string): string {
  const path = join(directory, 'tls');
  mkdirSync(path);
  for (const [name, file] of [
    ['ca.pem', 'ca.pem'],
    ['cert.pem', 'client.pem'],
    ['key.pem', 'client-key.pem'],
  ] as const)
    symlinkSync(join(directory, file), join(path, name));
  return path;
}
