import {describe, expect, it} from 'vitest';
import {expectConverged, expectUnlocked, onProgress, openOperations} from '../../support/faults.js';
import {fastRecipe, writeHello} from '../../support/hello.js';
import {anInstallation, type CliResult, type Installation} from '../../support/installation.js';

describe('fault 16: a signal during apply', () => {
  it.each([
    {signal: 'SIGINT', code: 130},
    {signal: 'SIGTERM', code: 143},
  ] as const)('$signal ends it within ten seconds with $code, and it can be resumed', async ({signal, code}) => {
    const installation = await anInstallation();
    const {file} = await writeHello(installation, {slaves: 3});
    const {exit, stderr, tookMs} = await interrupt(installation, file, {signal, line: /start hello-slave.*…$/});
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

  it('ends it as fast where a step would take longer', async () => {
    const installation = await anInstallation();
    const {file, port} = await writeHello(installation, {slaves: 1, recipe: fastRecipe.replace('/healthz', '/nowhere')});
    const {exit, stderr, tookMs} = await interrupt(installation, file, {signal: 'SIGTERM', line: /start hello-master.*…$/});
    console.log('fault 16', {signal: 'SIGTERM while nothing gets healthy', tookMs});
    expect(exit, stderr).toBe(143);
    expect(tookMs).toBeLessThanOrEqual(10_000);
    await expectUnlocked(installation);
    await writeHello(installation, {port, slaves: 1});
    const applied = await installation.muster('apply', '-f', file, '--yes');
    expect(applied.exit, applied.stderr).toBe(0);
    await expectConverged(installation, file, {instances: 2});
    expect(await openOperations(installation)).toEqual([]);
  });
});

/** Sends the signal once, at the first line that matches. */
async function interrupt(
  installation: Installation,
  file: string,
  {signal, line}: {readonly signal: NodeJS.Signals; readonly line: RegExp},
): Promise<CliResult & {readonly tookMs: number}> {
  const running = installation.spawn('apply', '-f', file, '--yes');
  let signalledAt = Number.NaN;
  onProgress(running, (text) => {
    if (!Number.isNaN(signalledAt) || !line.test(text)) return;
    running.child.kill(signal);
    signalledAt = performance.now();
  });
  const result = await running.ended;
  return {...result, tookMs: Math.round(performance.now() - signalledAt)};
}
