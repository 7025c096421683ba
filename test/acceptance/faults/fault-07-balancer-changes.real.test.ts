import {setTimeout as sleep} from 'node:timers/promises';
import {describe, expect, it} from 'vitest';
import {runningHello} from '../../support/faults.js';
import {isSoak} from '../../support/runs.js';
import {writeHello} from '../../support/hello.js';
import {runLoad} from '../../support/load.js';

const [seconds, connections] = isSoak ? [60, 1000] : [8, 200];

describe('fault 7: a balancer that changes each second', () => {
  it(`fails no request of ${connections} keep-alive connections in ${seconds} s`, async () => {
    const hello = await runningHello({balance: 'weighted'});
    const stop = new AbortController();
    const load = runLoad({
      url: hello.url,
      seconds: 600,
      connections,
      rate: 2 * connections,
      timeoutMs: 8000,
      signal: stop.signal,
    });
    let changes = 0;
    for (const end = performance.now() + seconds * 1000; performance.now() < end; changes += 1) {
      const next = performance.now() + 1000;
      await writeHello(hello.installation, {
        port: hello.port,
        slaves: 3,
        balance: 'weighted',
        weights: {master: 1, slave: 2 + changes},
      });
      const applied = await hello.installation.muster('apply', '-f', hello.file, '--yes', '--json');
      expect(applied.json.data, applied.stderr).toMatchObject({changed: true});
      await sleep(Math.max(0, next - performance.now()));
    }
    stop.abort();
    const {ok, kinds, p99Ms} = await load;
    console.log('fault 7', {changes, ok, kinds, p99Ms});
    expect(kinds).toEqual({});
    expect(ok).toBeGreaterThan(connections);
    expect(changes).toBeGreaterThan(seconds / 2 - 1);
  });
});
