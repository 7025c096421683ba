import type {Kysely} from 'kysely';
import {Damage} from '../damage.js';
import {type Digest, digestFromHex, digestOf, hexOf, noDigest} from '../digest.js';
import type {SealRow, Tables} from '../schema.js';
import {atOnce} from './at-once.js';
import type {Runner} from './runner.js';
import {inBatches, type Statement} from './statement.js';

/** How many rows a scope has and the sum of their digests: what a row's own digest cannot tell is that a row is gone. */
export class Seal {
  rows = 0;
  #high = 0;
  #low = 0;

  static of(texts: readonly string[]): Seal {
    const seal = new Seal();
    for (const text of texts) seal.add(digestOf(text));
    return seal;
  }

  static read({row_count: rows, digest}: SealRow): Seal {
    const seal = new Seal();
    seal.add(digestFromHex(digest));
    seal.rows = rows;
    return seal;
  }

  /** The revision counts itself. */
  static ofRevision(revision: number): Seal {
    const seal = Seal.of([`${revision}`]);
    seal.rows = revision;
    return seal;
  }

  add({high, low}: Digest): void {
    this.rows += 1;
    this.#high ^= high;
    this.#low ^= low;
  }

  addAll(other: Seal): void {
    this.rows += other.rows;
    this.#high ^= other.#high;
    this.#low ^= other.#low;
  }

  removeAll(other: Seal): void {
    this.addAll(other);
    this.rows -= 2 * other.rows;
  }

  get hex(): string {
    return hexOf({high: this.#high, low: this.#low});
  }
}

export const revisionScope = 'revision';
/** Seals the schema's own text. */
export const schemaScope = 'schema';

/** Scopes that one statement reads; the rest of its places repeat the first. */
const scopesPerRead = 18;
/** From so many on, reading every seal there is costs less than asking for each. */
const many = 3 * scopesPerRead;

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
export const selectAllSeals: Statement = {
  name: 'select all seals',
  build: (db) => db.selectFrom('seals').select(['scope', 'row_count', 'digest']),
};
const insertSeal: Statement = {
  name: 'insert seal',
  build: (db) => db.insertInto('seals').values({row_count: 0, digest: '', scope: ''}),
};
const updateSeal: Statement = {
  name: 'update seal',
  build: (db) => db.updateTable('seals').set({row_count: 0, digest: ''}).where('scope', '=', ''),
};
const deleteSeal: Statement = {name: 'delete seal', build: (db) => db.deleteFrom('seals').where('scope', '=', '')};
export const sealStatements = [selectSeals, selectAllSeals, insertSeal, updateSeal, deleteSeal];

/** The seals that one transaction reads, checks and writes. */
export class Seals {
  readonly #runner: Runner;
  readonly #read = new Map<string, Seal>();
  readonly #changed = new Map<string, Seal>();

  private constructor(runner: Runner) {
    this.#runner = runner;
  }

  /** Reads the seals of `scopes` and checks that no commit up to `leastRevision` was lost. */
  static async read(runner: Runner, scopes: readonly string[], leastRevision: number): Promise<Seals> {
    const seals = new Seals(runner);
    await seals.load([revisionScope, ...scopes]);
    const revision = seals.#seal(revisionScope);
    if (revision.hex !== hexOf(digestOf(`${revision.rows}`)))
      throw new Damage(revisionScope, 'the revision does not match its digest');
    if (revision.rows < leastRevision)
      throw new Damage(revisionScope, `revision ${leastRevision} was committed, the store is at ${revision.rows}`);
    return seals;
  }

  async load(scopes: readonly string[]): Promise<void> {
    const wanted = scopes.filter((scope) => !this.#read.has(scope));
    const rows: SealRow[] = [];
    if (wanted.length > many) rows.push(...(await this.#runner.all<SealRow>(selectAllSeals)));
    else
      for (let start = 0; start < wanted.length; start += scopesPerRead) {
        const places = Array.from({length: scopesPerRead}, (_, index) => wanted[start + index] ?? (wanted[start] as string));
        rows.push(...(await this.#runner.all<SealRow>(selectSeals, places)));
      }
    for (const row of rows) this.#read.set(row.scope, Seal.read(row));
  }

  rows(scope: string): number {
    return this.#seal(scope).rows;
  }

  /** Equal for equal rows. */
  textOf(scope: string): string {
    const {rows, hex} = this.#seal(scope);
    return `${rows} ${hex}`;
  }

  check(scope: string, actual: Seal): void {
    const expected = this.#seal(scope);
    if (actual.rows !== expected.rows) throw new Damage(scope, `${expected.rows} rows were written, ${actual.rows} are there`);
    if (actual.hex !== expected.hex) throw new Damage(scope, 'a row does not match the digest it was written with');
  }

  /** Checks one text that is sealed by itself. */
  checkText(scope: string, text: string): void {
    if (hexOf(digestOf(text)) !== this.#seal(scope).hex)
      throw new Damage(scope, 'it does not match the digest it was written with');
  }

  /** A scope that begins now. */
  create(scope: string): void {
    this.#changed.set(scope, new Seal());
  }

  add(scope: string, added: Seal): void {
    this.#edited(scope).addAll(added);
  }

  remove(scope: string, removed: Seal): void {
    this.#edited(scope).removeAll(removed);
  }

  has(scope: string): boolean {
    return this.#changed.has(scope) || this.#read.has(scope);
  }

  /** Writes what changed and raises the revision; null when nothing did. */
  async write(): Promise<number | null> {
    if (this.#changed.size === 0) return null;
    const revision = this.rows(revisionScope) + 1;
    this.#changed.set(revisionScope, Seal.ofRevision(revision));
    const added = [...this.#changed].filter(([scope]) => !this.#read.has(scope));
    for (const {statement, rows} of inBatches(insertSeal, added))
      await this.#runner.run(
        statement,
        rows.flatMap(([scope, seal]) => [seal.rows, seal.hex, scope]),
      );
    const stood = [...this.#changed].filter(([scope]) => this.#read.has(scope));
    await atOnce(stood, async ([scope, seal]) => {
      const written = await this.#runner.run(updateSeal, [seal.rows, seal.hex, scope]);
      if (written !== 1) throw new Damage(scope, 'its seal cannot be written');
    });
    return revision;
  }

  /** Of a scope that is gone with its last row. */
  async drop(scope: string): Promise<void> {
    this.#changed.delete(scope);
    if (this.#read.delete(scope)) await this.#runner.run(deleteSeal, [scope]);
  }

  #edited(scope: string): Seal {
    const known = this.#changed.get(scope);
    if (known) return known;
    const edited = new Seal();
    edited.addAll(this.#seal(scope));
    this.#changed.set(scope, edited);
    return edited;
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
