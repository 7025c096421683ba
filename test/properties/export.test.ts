import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import fc from 'fast-check';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {readDeclaration} from '../../src/adapters/topology-file/read.js';
import {writeTopology} from '../../src/adapters/topology-file/write.js';
import {canonicalJson} from '../../src/core/domain/digest.js';
import {firstTopology} from '../../src/core/domain/changes/with-org.js';
import {Failure} from '../../src/core/domain/errors.js';
import type {Topology} from '../../src/core/domain/model.js';
import type {Violation} from '../../src/core/domain/violation.js';
import {exportTopology} from '../../src/core/use-cases/declared-changes.js';
import {recordDeclaration} from '../../src/core/use-cases/record-declaration.js';
import {arbitraryWhole} from '../support/arbitrary-whole.js';
import {createHarness, installation, type Harness} from '../support/harness.js';
import {arbitraryCommand} from '../support/random-commands.js';
import {startedFleet} from '../support/random-fleet.js';
import {patience, runs} from '../support/runs.js';

const org = 'default';
const formats = ['yaml', 'json'] as const;
type Format = (typeof formats)[number];
const folder = mkdtempSync(join(tmpdir(), 'muster-export-'));
let empty: Harness;
beforeAll(async () => {
  empty = await createHarness();
});
afterAll(async () => {
  await empty.dispose();
  rmSync(folder, {recursive: true});
});

async function exported(harness: Harness, format: Format): Promise<string> {
  return writeTopology(await exportTopology(harness.ports, {org}), format);
}

/** The text applied on an empty store, and what it holds then. */
async function applied(text: string, format: Format): Promise<Harness> {
  const file = join(folder, `export.${format}`);
  writeFileSync(file, text);
  await empty.seed(firstTopology(installation));
  const {declared, digest} = await readDeclaration([file]);
  await recordDeclaration(empty.ports, declared, {dryRun: false, digest});
  return empty;
}

/** All but what no file says: what a store begins with, and what only running makes. */
function declarable({clusters: _, orgs: __, instances: ___, secrets: ____, ...rest}: Topology) {
  return Object.entries(rest).map(([name, rows]) => [
    name,
    (rows as readonly object[]).map((row) => canonicalJson({...row, imageId: null, cluster: null, generation: 1})).sort(),
  ]);
}

/** What stands on a cordoned or overcommitted node stays there; on an empty store it would come there, and the rules refuse that. */
function unlessPlaceless(error: unknown): null {
  const violations = error instanceof Failure ? (error.details['violations'] as readonly Violation[] | undefined) : undefined;
  const placeless = ['NODE_UNREADY', 'CAPACITY'];
  if (violations?.every(({code, severity}) => severity === 'warning' || placeless.includes(code))) return null;
  throw error;
}

describe('export, applied on an empty store, exported again', () => {
  it.each(formats)('is the same text, and the same topology, as %s', patience, async (format) => {
    const recipe = await (await empty.ports.recipes()).read('web');
    const full = await createHarness();
    await fc.assert(
      fc.asyncProperty(arbitraryWhole(recipe), async (topology) => {
        await full.seed(topology);
        const text = await exported(full, format);
        const again = await applied(text, format);
        expect(await exported(again, format)).toBe(text);
        expect(declarable(await again.topology())).toEqual(declarable(topology));
      }),
      runs(40),
    );
    await full.dispose();
  });

  it('is the same text after any commands', patience, () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(arbitraryCommand, {maxLength: 20, size: 'max'}),
        fc.constantFrom(...formats),
        async (story, format) => {
          const harness = await startedFleet();
          try {
            for (const command of story) await command.run(harness, harness.options()).catch(() => null);
            const text = await exported(harness, format);
            const again = await applied(text, format).catch(unlessPlaceless);
            if (again) expect(await exported(again, format)).toBe(text);
          } finally {
            await harness.dispose();
          }
        },
      ),
      runs(8),
    ),
  );
});
