import {describe, expect, it} from 'vitest';
import {docker} from '../../support/docker.js';
import {expectConverged} from '../../support/faults.js';
import {writeHello} from '../../support/hello.js';
import {anInstallation} from '../../support/installation.js';

describe('fault 18: five applies at once', () => {
  it('one proceeds, four name it within two seconds, and there is one network', async () => {
    const installation = await anInstallation();
    const {file} = await writeHello(installation, {slaves: 3});
    const began = performance.now();
    const results = await Promise.all(
      Array.from({length: 5}, async () => {
        const {child, ended} = installation.spawn('apply', '-f', file, '--yes', '--json');
        const result = await ended;
        return {...result, pid: child.pid, tookMs: Math.round(performance.now() - began)};
      }),
    );
    const winners = results.filter(({exit}) => exit === 0);
    const losers = results.filter(({exit}) => exit !== 0);
    console.log(
      'fault 18',
      losers.map(({tookMs, json}) => `${tookMs} ms: ${json?.error.message}`),
    );
    expect(winners).toHaveLength(1);
    expect(winners[0]?.json.data.changed).toBe(true);
    for (const {exit, json, tookMs} of losers) {
      expect([exit, json.error.code]).toEqual([5, 'BUSY']);
      expect(json.error.message).toContain(`(pid ${winners[0]?.pid})`);
      expect(tookMs).toBeLessThanOrEqual(2000);
    }
    expect(await docker('network', 'ls', '-q', '--filter', `label=muster.installation=${installation.id}`)).toHaveLength(1);
    await expectConverged(installation, file);
  });
});
