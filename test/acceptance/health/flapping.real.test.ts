import {expect, it} from 'vitest';
import type {AdminSocket} from '../../support/admin-socket.js';
import {runningHello} from '../../support/faults.js';
import {fastRecipe} from '../../support/hello.js';
import {until} from '../../support/until.js';

/** Fails every second check of its balancer, and none of its own, from the request of `/flap` on. */
const flapping = `require('http').createServer((q, r) => {
  if (q.url === '/flap') global.checks = 0;
  const isChecked = q.url === '/healthz' && !q.socket.remoteAddress.endsWith('127.0.0.1') && global.checks !== undefined;
  r.writeHead(isChecked && global.checks++ % 2 === 0 ? 500 : 200).end(String(global.checks));
}).listen(8080)`;
const recipeWith = (health: string) =>
  `${fastRecipe.replace('retries: 2', health)}command: [node, -e, ${JSON.stringify(flapping)}]\n`;

it.each([
  {health: 'retries: 3, successes: 2', least: 0, most: 0},
  {health: 'retries: 1, successes: 1', least: 5, most: 20},
])('an instance whose every second check fails is out $least to $most times with $health', async ({health, least, most}) => {
  const {url, balancer} = await runningHello({slaves: 0, recipe: recipeWith(health)});
  await fetch(`${url}flap`);
  await until('ten failed checks', async () => (await statistic(balancer, 'chkfail')) >= 10);
  const downs = await statistic(balancer, 'chkdown');
  expect(downs).toBeGreaterThanOrEqual(least);
  expect(downs).toBeLessThanOrEqual(most);
});

async function statistic(balancer: AdminSocket, name: string): Promise<number> {
  const [header = '', ...rows] = (await balancer.ask('show stat')).replace(/^# /, '').split('\n');
  const row = rows.find((line) => line.includes(',hello-master-1,')) ?? '';
  return Number(row.split(',')[header.split(',').indexOf(name)]);
}
