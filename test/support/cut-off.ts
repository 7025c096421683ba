import {execFileSync} from 'node:child_process';
import {onTestFinished} from 'vitest';
import {guard} from './guardian.js';

/** A machine of its own as far as its network tells: it reaches this one by one cable. Linux as root only. */
export interface FarNetwork {
  /** Begins a command that runs there. */
  readonly enter: readonly string[];
  /** Where this machine is found from there. */
  readonly address: string;
  /** Nothing that is sent arrives any more, and nobody is told. */
  cut(): void;
  mend(): void;
}

let made = 0;

/** Gone with the test, and with this process however it ends. */
export function aFarNetwork(): FarNetwork {
  made += 1;
  const name = `mstr${process.pid % 100_000}x${made}`;
  // Of the block for benchmarks of networks, which nobody routes.
  const net = `198.18.${process.pid % 256}.${made * 4}`;
  const [here, there] = [1, 2].map((host) => net.replace(/\d+$/, `${made * 4 + host}`)) as [string, string];
  const remove = guard(`ip netns del ${name} 2>/dev/null; ip link del ${name}h 2>/dev/null; true`);
  onTestFinished(() => void remove());
  const ip = (...args: readonly string[]) => execFileSync('ip', args, {stdio: 'pipe'});
  ip('netns', 'add', name);
  ip('link', 'add', `${name}h`, 'type', 'veth', 'peer', 'name', `${name}n`, 'netns', name);
  ip('addr', 'add', `${here}/30`, 'dev', `${name}h`);
  ip('link', 'set', `${name}h`, 'up');
  ip('-n', name, 'addr', 'add', `${there}/30`, 'dev', `${name}n`);
  ip('-n', name, 'link', 'set', `${name}n`, 'up');
  ip('-n', name, 'link', 'set', 'lo', 'up');
  return {
    enter: ['nsenter', `--net=/run/netns/${name}`],
    address: here,
    cut: () => ip('link', 'set', `${name}h`, 'down'),
    mend: () => {
      ip('link', 'set', `${name}h`, 'up');
    },
  };
}
