import {spawnSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

/** Runs a command to its end and returns the milliseconds it took. */
export function time(command) {
  return run(command, 'ignore').tookMs;
}

/** Of a command whose output is the milliseconds that it spent on preparing its measure: those that it took beyond them. */
export function timeBeyond(command) {
  const {tookMs, stdout} = run(command, 'pipe');
  return tookMs - Number(stdout);
}

/** The most memory that a Node program has had, in MB. */
export function peakOf({file, args, env}) {
  const place = mkdtempSync(join(tmpdir(), 'muster-bench-peak-'));
  const told = join(place, 'peak');
  const before = ['--import', join(import.meta.dirname, 'peak-memory.mjs')];
  try {
    run({file, args: [...before, ...args], env: {...env, BENCH_PEAK_FILE: told}}, 'ignore');
    return Number(readFileSync(told, 'utf8'));
  } finally {
    rmSync(place, {recursive: true, force: true});
  }
}

function run({file, args, env}, output) {
  const began = performance.now();
  const {status, stdout, stderr} = spawnSync(file, args, {env, stdio: ['ignore', output, 'pipe']});
  const tookMs = performance.now() - began;
  if (status !== 0) throw new Error(`${file} ${args.join(' ')} ended with ${status}:\n${stderr}`);
  return {tookMs, stdout};
}

/** Takes the sides in turn, so that what else the machine does hits both alike; returns the median of each. The first round warms up. */
export async function alternate(rounds, sides) {
  const taken = sides.map(() => []);
  for (let round = 0; round <= rounds; round += 1) {
    for (const [index, side] of sides.entries()) {
      const tookMs = await side();
      if (round > 0) taken[index].push(tookMs);
    }
  }
  return taken.map(median);
}

export function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
