import {spawnSync} from 'node:child_process';

/** Runs a command to its end and returns the milliseconds it took. */
export function time({file, args, env}) {
  const began = performance.now();
  const {status, stderr} = spawnSync(file, args, {env, stdio: ['ignore', 'ignore', 'pipe']});
  const tookMs = performance.now() - began;
  if (status !== 0) throw new Error(`${file} ${args.join(' ')} ended with ${status}:\n${stderr}`);
  return tookMs;
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

function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
