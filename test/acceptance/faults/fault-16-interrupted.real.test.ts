import {describe, expect, it} from 'vitest';
import {expectConverged, expectUnlocked, onProgress, openOperations} from '../../support/faults.js';
import {writeHello} from '../../support/hello.js';
import {anInstallation} from '../../support/installation.js';

describe('fault 16: a signal during apply', () => {
  it.each([{signal: 'SIGINT', code: 130}, {signal: 'SIGTERM', code: 143}] as const)('$signal ends it within ten seconds with $code, and it can be resumed', async ({signal, code}) => {
    const installation = await anInstallation();
    const {file} = await writeHello(installation, {slaves: 3});
    const running = installation.spawn('apply', '-f', file, '--yes');
    let signalledAt = Number.NaN;
    onProgress(running, (line) => {
      if (!line.includes('start hello-slave')) return;
      running.child.kill(signal);
      signalledAt = performance.now();
    });
    const {exit, stderr} = await running.ended;
    const tookMs = Math.round(performance.now() - signalledAt);
    console.log('fault 16', {signal, tookMs});
    expect(exit, stderr).toBe(code);
    expect(tookMs).toBeLessThanOrEqual(10_000);
    await expectUnlocked(installation);
    const [operation] = await openOperations(installation);
    expect(stderr).toContain(`muster operation resume ${operation}`);

    const resumed = await installation.muster('operation', 'resume', operation as string, '--json');
    expect(resumed.exit, resumed.stderr).toBe(0);
    await expectConverged(installation, file);
  });
});
