import {expect, it, onTestFinished} from 'vitest';
import {anAgentHome} from '../support/agents.js';
import {startMariadb} from '../support/mariadb.js';
import {until} from '../support/until.js';

it('an agent outlives its database: it says once that the store is silent, once why, and once that it answers again', async () => {
  const server = await startMariadb();
  onTestFinished(() => server.remove());
  const home = await anAgentHome(onTestFinished, {store: (await server.createDatabase()).address});
  const agent = await home.agent();
  await agent.told('active');
  await server.crash();
  await agent.told('store-silent', 2);
  expect(await agent.ask('/healthz')).toMatchObject({status: 503, json: {healthy: false, store: {reachable: false}}});
  const {beats} = await numbers(agent.url);
  await server.start();
  await agent.told('store-answers');
  expect((await agent.ask('/healthz')).status).toBe(200);
  await until('it beats on', async () => (await numbers(agent.url)).beats > beats + 1);
  expect(agent.lines.flatMap(({event, code}) => (event.startsWith('store-') ? [code ?? event] : []))).toEqual([
    'STORE_SILENT',
    'STORE_UNREACHABLE',
    'store-answers',
  ]);
  await server.crash();
  await agent.told('store-silent', 3);
  agent.signal('SIGTERM');
  expect((await agent.ended).exit).toBe(143);
});

async function numbers(url: string): Promise<{readonly beats: number}> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return {beats: Number(/^muster_agent_beats_total (\d+)$/m.exec(text)?.[1])};
}
