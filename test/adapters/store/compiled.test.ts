import {DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, sql} from 'kysely';
import {expect, it, test} from 'vitest';
import {clock as mysqlClock} from '../../../src/adapters/store/mysql/capabilities.js';
import {kyselyOver} from '../../../src/adapters/store/mysql/dialect.js';
import type {Tables} from '../../../src/adapters/store/schema.js';
import {clock as sqliteClock} from '../../../src/adapters/store/sqlite/expressions.js';
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
  ['sqlite', sqlite, sqliteClock],
  ['mysql', kyselyOver(null), mysqlClock],
])(
  'the compiled statements of %s are those that the queries compile to (vitest --update rewrites them)',
  async (folder, db, clock) => {
    const lines = allStatements
      .map((statement) => [statement.name, statement.build(db, sql.raw(clock)).compile().sql] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    const file = [
      '/** Generated from the statements in `tables/`: `vitest run test/adapters/store/compiled.test.ts --update`. */',
      'export const compiled: Readonly<Record<string, string>> = {',
      ...lines.map(([name, text]) => `  ${JSON.stringify(name)}: ${text.includes("'") ? JSON.stringify(text) : `'${text}'`},`),
      '};',
      '',
    ].join('\n');
    await expect(file).toMatchFileSnapshot(`../../../src/adapters/store/${folder}/compiled.ts`);
  },
);

test('no two statements have one name', () => {
  expect(new Set(allStatements.map((statement) => statement.name)).size).toBe(allStatements.length);
});
