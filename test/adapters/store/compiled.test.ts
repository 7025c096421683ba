import {DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler} from 'kysely';
import {expect, it, test} from 'vitest';
import {kyselyOver} from '../../../src/adapters/store/mysql/dialect.js';
import type {Tables} from '../../../src/adapters/store/schema.js';
import {allStatements} from './all-statements.js';

const sqlite = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (each) => new SqliteIntrospector(each),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

it.each([
  ['sqlite', sqlite],
  ['mysql', kyselyOver(null)],
])('the compiled statements of %s are those that the queries compile to (vitest --update rewrites them)', async (folder, db) => {
  const lines = allStatements
    .map((statement) => [statement.name, statement.build(db).compile().sql] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const file = [
    '/** Generated from the statements in `tables/`: `vitest run test/adapters/store/compiled.test.ts --update`. */',
    'export const compiled: Readonly<Record<string, string>> = {',
    ...lines.map(([name, sql]) => `  ${JSON.stringify(name)}: '${sql}',`),
    '};',
    '',
  ].join('\n');
  await expect(file).toMatchFileSnapshot(`../../../src/adapters/store/${folder}/compiled.ts`);
});

test('no two statements have one name', () => {
  expect(new Set(allStatements.map((statement) => statement.name)).size).toBe(allStatements.length);
});
