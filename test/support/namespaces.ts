import {spawn} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';

/** A network of this machine and of two that are namespaces on it. */
export interface Namespaces {
  /** Address of this machine there. */
  readonly host: string;
  readonly a: NetworkNamespace;
  readonly b: NetworkNamespace;
  remove(): Promise<void>;
}

export interface NetworkNamespace {
  readonly address: string;
  /** What a command line begins with to run there; unlike `ip netns exec` it leaves the mounts alone. */
  readonly enter: readonly string[];
}

/** Made by root on Linux; it is gone too when this process is killed. `directory` is for what is to be known of it. */
export async function makeNamespaces(directory: string): Promise<Namespaces> {
  const script = join(import.meta.dirname, 'namespaces.sh');
  const maker = spawn('/bin/sh', [script, 'run', directory], {stdio: ['pipe', 'pipe', 'pipe'], detached: true});
  const ended = new Promise<void>((resolve) => maker.once('close', () => resolve()));
  const trouble: Buffer[] = [];
  maker.stderr.on('data', (chunk: Buffer) => trouble.push(chunk));
  await new Promise<void>((resolve, reject) => {
    maker.stdout.once('data', () => resolve());
    void ended.then(() => reject(new Error(`no namespaces: ${Buffer.concat(trouble).toString()}`)));
  });
  const slot = readFileSync(join(directory, 'slot'), 'utf8').trim();
  const namespace = (side: 'a' | 'b', host: number): NetworkNamespace => ({
    address: `10.86.${slot}.${host}`,
    enter: ['nsenter', `--net=/run/netns/mnet${slot}-${side}`],
  });
  return {
    host: `10.86.${slot}.1`,
    a: namespace('a', 11),
    b: namespace('b', 12),
    remove: async () => {
      maker.stdin.end();
      await ended;
    },
  };
}
