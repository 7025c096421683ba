import {describe, expect, it} from 'vitest';
import {expectConverged, inParallel, onProgress, openOperations} from '../../support/faults.js';
import {writeHello} from '../../support/hello.js';
import {anInstallation, type Installation} from '../../support/installation.js';

interface StepRecord {
  readonly id: string;
  readonly state: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
}

const isStep = (line: string) => / (…|done)( \(.*\))?$/.test(line);
/** Network, balancer, master, slaves, configuration: each begins and ends. */
const linesOfFirstApply = 10;

describe('fault 17: a kill before and after every step', () => {
  it('of a first apply: every one converges, and no finished step is repeated', {timeout: 600_000}, async () => {
    await inParallel(
      Array.from({length: linesOfFirstApply}, (_, index) => index + 1),
      5,
      async (line) => {
        const installation = await anInstallation();
        const {file} = await writeHello(installation, {slaves: 1});
        await killAtLine(installation, file, line);
        await expectResumed(installation, file);
      },
    );
  });

  it('of a replacement: every one converges, and no finished step is repeated', {timeout: 600_000}, async () => {
    // Out of rotation, start, back: the three steps of the slave, which goes first.
    await inParallel(
      [
        [1, 4],
        [2, 5],
        [3, 6],
      ],
      3,
      async (lines) => {
        const installation = await anInstallation();
        const {file, port} = await writeHello(installation, {slaves: 1});
        const applied = await installation.muster('apply', '-f', file, '--yes');
        expect(applied.exit, applied.stderr).toBe(0);
        for (const line of lines) {
          await writeHello(installation, {port, slaves: 1, config: {LINE: String(line)}});
          await killAtLine(installation, file, line);
          await expectResumed(installation, file);
        }
      },
    );
  });
});

async function killAtLine(installation: Installation, file: string, line: number): Promise<void> {
  const running = installation.spawn('apply', '-f', file, '--yes');
  let seen = 0;
  onProgress(running, (text) => {
    if (seen >= line || !isStep(text)) return;
    seen += 1;
    if (seen === line) running.child.kill('SIGKILL');
  });
  const {signal, stderr} = await running.ended;
  expect(signal, `line ${line}: ${stderr}`).toBe('SIGKILL');
}

async function expectResumed(installation: Installation, file: string): Promise<void> {
  const [operation] = await openOperations(installation);
  if (operation !== undefined) {
    const before = await steps(installation, operation);
    const resumed = await installation.muster('operation', 'resume', operation, '--json');
    expect(resumed.exit, `${resumed.stdout}${resumed.stderr}`).toBe(0);
    const after = await steps(installation, operation);
    expect(after.every(({state}) => state === 'done')).toBe(true);
    for (const done of before.filter(({state}) => state === 'done')) expect(after).toContainEqual(done);
  }
  await expectConverged(installation, file, {instances: 2});
}

async function steps(installation: Installation, operation: string): Promise<readonly StepRecord[]> {
  const {json} = await installation.muster('operation', 'show', operation, '--json');
  return json.data.steps.map(({id, state, startedAt, endedAt}: StepRecord) => ({id, state, startedAt, endedAt}));
}
