import fc from 'fast-check';
import {afterEach, describe, expect, it} from 'vitest';
import {exitCodes, Failure} from '../../src/core/domain/errors.js';
import type {Topology} from '../../src/core/domain/model.js';
import {checkTopology} from '../../src/core/domain/rules/index.js';
import {noFacts} from '../../src/core/domain/rules/rule.js';
import type {Harness} from '../support/harness.js';
import {arbitraryCommand, type RandomCommand} from '../support/random-commands.js';
import {danglingReferences, startedFleet} from '../support/random-fleet.js';
import {patience, runs} from '../support/runs.js';

/** What somebody asks for that cannot be. Anything else is a bug, or machines that failed though none was made to. */
const refusals: readonly number[] = [exitCodes.usage, exitCodes.violation, exitCodes.notFound, exitCodes.busy];

interface World {
  readonly topology: Topology;
  readonly containers: unknown;
}

interface Step {
  readonly harness: Harness;
  readonly command: RandomCommand;
  readonly before: World;
  readonly after: World;
  /** What the command answered, or the failure that it was refused with. */
  readonly outcome: any;
}

let harness: Harness | null = null;
afterEach(async () => {
  await harness?.dispose();
  harness = null;
});

/** Runs random commands, one after another, and looks at each. */
function afterEachOf(property: (step: Step) => Promise<void> | void, dryRun = false): Promise<void> {
  const commands = fc.array(arbitraryCommand, {minLength: 1, maxLength: 30, size: 'max'});
  return fc.assert(
    fc.asyncProperty(commands, async (story) => {
      await harness?.dispose();
      harness = await startedFleet();
      for (const command of story) {
        const before = await worldOf(harness);
        const outcome = await outcomeOf(harness, command, dryRun);
        await property({harness, command, before, after: await worldOf(harness), outcome});
      }
    }),
    runs(30),
  );
}

async function worldOf(of: Harness): Promise<World> {
  return {topology: await of.topology(), containers: of.engine.containers};
}

async function outcomeOf(of: Harness, command: RandomCommand, dryRun: boolean): Promise<any> {
  try {
    return await command.run(of, of.options({dryRun}));
  } catch (error) {
    if (error instanceof Failure && refusals.includes(error.exitCode)) return error;
    throw error;
  }
}

function hasChanged(outcome: any): boolean {
  return outcome.outcome?.changed ?? outcome.changed;
}

describe('random commands', patience, () => {
  it('never leave a store that breaks a rule, or that names what is not there', () =>
    afterEachOf(({after: {topology}}) => {
      const found = checkTopology({before: topology, after: topology, facts: noFacts});
      expect(found.filter(({severity}) => severity === 'error')).toEqual([]);
      expect(danglingReferences(topology)).toEqual([]);
    }));

  it('change nothing when they are refused', () =>
    afterEachOf(({before, after, outcome}) => {
      if (!(outcome instanceof Failure)) return;
      expect(after).toEqual(before);
      // The last guard of the store: what comes so far was not understood before.
      expect(outcome.code).not.toBe('REFERENCE_BROKEN');
    }));

  it('change nothing the second time, and say so', () =>
    afterEachOf(async ({harness: world, command, after, outcome}) => {
      if (outcome instanceof Failure || !command.repeatable) return;
      const again = await outcomeOf(world, command, false);
      expect(await worldOf(world)).toEqual(after);
      expect(hasChanged(again)).toBe(false);
    }));

  it('are foretold by a dry run, which changes nothing', () =>
    afterEachOf(async ({harness: world, command, before, after, outcome}) => {
      expect(after).toEqual(before);
      const real = await outcomeOf(world, command, false);
      if (real instanceof Failure && real.code === 'LOCKED') return;
      if (real instanceof Failure) expect(outcome).toMatchObject({code: real.code, message: real.message});
      else expect([outcome.message, hasChanged(outcome)]).toEqual([undefined, hasChanged(real)]);
    }, true));
});
