import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {setTimeout as sleep} from 'node:timers/promises';
import {describe, expect, it} from 'vitest';
import {docker} from '../support/docker.js';
import {runningHello} from '../support/faults.js';
import {runLoad} from '../support/load.js';

const [requests, everyMs] = [10_000, 100];

describe(`${requests} requests through a balancer that is reloaded every ${everyMs} ms`, () => {
  it('all succeed', async () => {
    const hello = await runningHello();
    const [proxy] = await hello.installation.containers('label=muster.kind=proxy');
    // One shell for all reloads: a process of Docker for each would take more processor time than the reloads.
    const shell = spawn('docker', ['exec', '-i', proxy as string, 'sh'], {stdio: ['pipe', 'ignore', 'inherit']});
    let isLoading = true;
    // On a machine without a free processor an answer may take seconds: late is not lost.
    const load = runLoad({url: hello.url, requests, connections: 50, rate: 1500, timeoutMs: 30_000}).finally(() => {
      isLoading = false;
    });
    let reloads = 0;
    for (; isLoading; reloads += 1) {
      shell.stdin.write('kill -USR2 1\n');
      await sleep(everyMs);
    }
    const {ok, kinds, p99Ms} = await load;
    shell.stdin.end();
    expect(await once(shell, 'exit')).toEqual([0, null]);
    console.log('reload under load', {ok, kinds, p99Ms, reloads});
    expect(kinds).toEqual({});
    expect(ok).toBe(requests);
    expect(reloads).toBeGreaterThan(20);
    expect((await docker('inspect', '-f', '{{.State.Running}} {{.RestartCount}}', proxy as string))[0]).toBe('true 0');
  });
});
