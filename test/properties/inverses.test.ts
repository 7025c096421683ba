import fc from 'fast-check';
import {expect, it} from 'vitest';
import {Failure} from '../../src/core/domain/errors.js';
import {byEnv} from '../../src/core/domain/indexes.js';
import type {Topology} from '../../src/core/domain/model.js';
import type {Harness} from '../support/harness.js';
import {inverses} from '../support/inverses.js';
import {arbitraryCommand} from '../support/random-commands.js';
import {startedFleet} from '../support/random-fleet.js';
import {patience, runs} from '../support/runs.js';

const ignoringRefusal = (error: unknown) => {
  if (!(error instanceof Failure)) throw error;
};

/** Only the order of the addresses of an environment counts, not the numbers that keep it. */
function inOrder(topology: Topology): Topology {
  const entries = [...byEnv(topology.entries).values()].flatMap((own) =>
    [...own].sort((a, b) => a.position - b.position).map((entry, position) => ({...entry, position})),
  );
  return {...topology, entries};
}

/** The names of the changes that were not refused; each was taken back. */
async function thereAndBack(harness: Harness): Promise<string[]> {
  const done: string[] = [];
  for (const [title, pair] of Object.entries(inverses)) {
    const before = await harness.topology();
    const change = pair(before);
    await change?.there(harness).catch(ignoringRefusal);
    const between = await harness.topology();
    if (change === null || JSON.stringify(between) === JSON.stringify(before)) continue;
    await change.back(harness);
    expect(inOrder(await harness.topology()), title).toEqual(inOrder(before));
    done.push(title);
  }
  return done;
}

it('a change and its inverse restore the topology, whatever was done before', patience, () =>
  fc.assert(
    fc.asyncProperty(fc.array(arbitraryCommand, {maxLength: 12, size: 'max'}), async (story) => {
      const harness = await startedFleet();
      try {
        for (const command of story) await command.run(harness, harness.options()).catch(ignoringRefusal);
        const done = await thereAndBack(harness);
        if (story.length === 0) expect(done).toEqual(Object.keys(inverses));
      } finally {
        await harness.dispose();
      }
    }),
    {...runs(8), examples: [[[]]]},
  ),
);
