import type {Kysely} from 'kysely';
import {Damage} from '../damage.js';
import {combine, type Digest, digestFromHex, digestOf, hexOf, noDigest} from '../digest.js';
import type {SealRow, Tables} from '../schema.js';
import type {Runner} from './session.js';
import type {Statement} from './statement.js';

/** How many rows a scope has and the sum of their digests: what a row's own digest cannot tell is that a row is gone. */
interface Seal {
  readonly rows: number;
  readonly digest: Digest;
}

const emptySeal: Seal = {rows: 0, digest: noDigest};
const revisionScope = 'revision';
/** Seals the schema's own text. */
export const schemaScope = 'schema';

function sealOf(texts: readonly string[]): Seal {
  let digest = noDigest;
  for (const text of texts) digest = combine(digest, digestOf(text));
  return {rows: texts.length, digest};
}

/** Scopes that one statement reads; the rest of its places repeat the first. */
const scopesPerRead = 18;

const selectSeals: Statement = {
  name: 'select seals',
  build: (db) =>
    db
      .selectFrom('seals')
      .select(['scope', 'row_count', 'digest'])
      .where(
        'scope',
        'in',
        Array.from({length: scopesPerRead}, () => ''),
      ),
};
const insertSeal: Statement = {
  name: 'insert seal',
  build: (db) => db.insertInto('seals').values({row_count: 0, digest: '', scope: ''}),
};
const updateSeal: Statement = {
  name: 'update seal',
  build: (db) => db.updateTable('seals').set({row_count: 0, digest: ''}).where('scope', '=', ''),
};
export const sealStatements = [selectSeals, insertSeal, updateSeal];

/** The seals that one transaction reads, checks and writes. */
export class Seals {
  readonly #runner: Runner;
  readonly #read = new Map<string, Seal>();
  readonly #changed = new Map<string, Seal>();
  readonly #added = new Set<string>();

  private constructor(runner: Runner) {
    this.#runner = runner;
  }

  /** Reads the seals of `scopes` and checks that no commit up to `leastRevision` was lost. */
  static async read(runner: Runner, scopes: readonly string[], leastRevision: number): Promise<Seals> {
    const seals = new Seals(runner);
    const wanted = Array.from({length: scopesPerRead}, (_, index) => scopes[index] ?? revisionScope);
    for (const row of await runner.all<SealRow>(selectSeals, wanted))
      seals.#read.set(row.scope, {rows: row.row_count, digest: digestFromHex(row.digest)});
    const revision = seals.#seal(revisionScope);
    if (hexOf(revision.digest) !== hexOf(digestOf(`${revision.rows}`)))
      throw new Damage(revisionScope, 'the revision does not match its digest');
    if (revision.rows < leastRevision)
      throw new Damage(revisionScope, `revision ${leastRevision} was committed, the store is at ${revision.rows}`);
    return seals;
  }

  rows(scope: string): number {
    return this.#seal(scope).rows;
  }

  check(scope: string, texts: readonly string[]): void {
    const expected = this.#seal(scope);
    const actual = sealOf(texts);
    if (actual.rows !== expected.rows) throw new Damage(scope, `${expected.rows} rows were written, ${actual.rows} are there`);
    if (hexOf(actual.digest) !== hexOf(expected.digest))
      throw new Damage(scope, 'a row does not match the digest it was written with');
  }

  /** Checks one text that is sealed by itself. */
  checkText(scope: string, text: string): void {
    if (hexOf(digestOf(text)) !== hexOf(this.#seal(scope).digest))
      throw new Damage(scope, 'it does not match the digest it was written with');
  }

  create(scope: string): void {
    this.#added.add(scope);
    this.#changed.set(scope, emptySeal);
  }

  replace(scope: string, removed: readonly string[], added: readonly string[]): void {
    const before = this.#seal(scope);
    const digest = combine(before.digest, combine(sealOf(removed).digest, sealOf(added).digest));
    this.#changed.set(scope, {rows: before.rows - removed.length + added.length, digest});
  }

  /** Writes what changed and raises the revision; null when nothing did. */
  async write(): Promise<number | null> {
    if (this.#changed.size === 0) return null;
    const revision = this.rows(revisionScope) + 1;
    this.#changed.set(revisionScope, {rows: revision, digest: digestOf(`${revision}`)});
    for (const [scope, seal] of this.#changed) {
      const statement = this.#added.has(scope) ? insertSeal : updateSeal;
      const written = await this.#runner.run(statement, [seal.rows, hexOf(seal.digest), scope]);
      if (written !== 1) throw new Damage(scope, 'its seal cannot be written');
    }
    return revision;
  }

  #seal(scope: string): Seal {
    const seal = this.#changed.get(scope) ?? this.#read.get(scope);
    if (!seal) throw new Damage(scope, 'its seal is missing');
    return seal;
  }
}

/** For migrations: a scope that begins empty, and the revision that begins at 0. */
export async function ensureSeal(db: Kysely<Tables>, scope: string): Promise<void> {
  const present = await db.selectFrom('seals').select('scope').where('scope', '=', scope).executeTakeFirst();
  if (present) return;
  const digest = scope === revisionScope ? digestOf('0') : noDigest;
  await db
    .insertInto('seals')
    .values({scope, row_count: 0, digest: hexOf(digest)})
    .execute();
}
