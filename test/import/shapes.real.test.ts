import {globSync, readdirSync, readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {HandMadeFiles} from '../../src/adapters/import/hand-made-files.js';
import {detectKind} from '../../src/adapters/import/detect-kind.js';
import type {Failure} from '../../src/core/domain/errors.js';
import {LocalShell} from '../../src/adapters/shell/local-shell.js';
import {configOf, outcomes, outcomesOf, parts, type Judged} from './comparison.js';
import {importAll} from './import.js';

const folder = join(import.meta.dirname, 'shapes');
/** Files of one's own to compare. */
const more = process.env['MUSTER_COMPOSE_FOLDER'];
const shell = new LocalShell();

interface Comparison {
  readonly services: number;
  readonly judged: readonly Judged[];
  /** Files that the import refuses, with what it says. */
  readonly refused: readonly string[];
}

/** Each compose file by itself, with the configurations of nginx in its folder and below. */
async function compare(files: readonly string[]): Promise<Comparison> {
  const judged: Judged[] = [];
  const refused: string[] = [];
  let services = 0;
  for (const file of files) {
    const beside = globSync('**/*.conf', {cwd: dirname(file)}).map((name) => join(dirname(file), name));
    const nginx = beside.filter((name) => detectKind(readFileSync(name, 'utf8')) === 'nginx');
    const sources = await new HandMadeFiles({shell: async () => shell, env: {}})
      .read([file, ...nginx], null)
      .catch((error: Failure) => error.message);
    if (typeof sources === 'string') refused.push(sources);
    if (typeof sources === 'string') continue;
    const result = await importAll(sources);
    for (const [name, service] of Object.entries(await configOf(shell, file))) {
      services += 1;
      judged.push(...outcomesOf(result, name, service).map(([part, outcome, key]) => [part, outcome, `${file} ${key}`] as const));
    }
  }
  return {services, judged, refused};
}

/** Of each part of the services, how many are equal, filled in, told and silent. */
function countsOf(judged: readonly Judged[]): Readonly<Record<string, readonly number[]>> {
  return Object.fromEntries(
    parts.map((part) => [part, outcomes.map((outcome) => judged.filter((it) => it[0] === part && it[1] === outcome).length)]),
  );
}

const silentOf = (judged: readonly Judged[]) => judged.filter(([, outcome]) => outcome === 'silent');

describe('compose files of the shapes that people publish', () => {
  it('run with Muster as Compose would run them, or it is told', async () => {
    const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
    const {services, judged, refused} = await compare(files.map((file) => join(folder, file)));
    const counts = countsOf(judged);
    expect([silentOf(judged), refused]).toEqual([[], []]);
    expect([files.length, services, counts]).toMatchInlineSnapshot(`
      [
        16,
        36,
        {
          "command": [
            4,
            0,
            7,
            0,
          ],
          "environment": [
            34,
            9,
            43,
            0,
          ],
          "health": [
            10,
            0,
            19,
            0,
          ],
          "ports": [
            20,
            0,
            22,
            0,
          ],
          "service": [
            25,
            0,
            11,
            0,
          ],
        },
      ]
    `);
  });

  if (more)
    it("do so in a folder of one's own", {timeout: 900_000}, async () => {
      const files = globSync('**/*.{yaml,yml}', {cwd: more!}).map((file) => join(more!, file));
      const {services, judged, refused} = await compare(files);
      process.stdout.write(
        `${files.length} files, ${services} services; ${outcomes.join(', ')}: ${JSON.stringify(countsOf(judged))}\n${refused.join('\n')}\n`,
      );
      expect(silentOf(judged)).toEqual([]);
    });
});
