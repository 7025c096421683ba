import type {CopyEvent} from '../../../core/ports/store-copy.js';
import {textOf} from '../codec.js';
import {Damage} from '../damage.js';
import {type Digest, digestOf, hexOf} from '../digest.js';
import type {Row, SealRow, Tables} from '../schema.js';
import {claims, type Claim} from '../tables/claims.js';
import {envScopePrefix} from '../tables/sealed-table.js';
import {journalScope} from '../tables/journal.js';
import {movedScope} from '../tables/moved.js';
import {revisionScope, schemaScope, Seal} from '../tables/seals.js';
import type {Runner} from '../tables/runner.js';
import {type Range, readPages, whole} from './pages.js';
import {auditRows, type CopiedRows, copiedTables, journalRows, operationRows, planRows} from './tables.js';
import type {Target} from './target.js';

/** The seals of a store by their scope. */
export type SealRows = ReadonlyMap<string, SealRow>;

export const journalPrefix = journalScope('');
/** These count no rows. */
const rowless = new Set([revisionScope, schemaScope, movedScope]);

/** One walk over the source, as it is in one transaction, that makes the target the same. */
export class Pass {
  written = 0;
  /** What the target has of the rows that were walked, by table. */
  readonly kept = new Map<keyof Tables, Seal>();
  /** What the source has of them, by the seals in which they count. */
  readonly #read = new Map<string, Seal>();
  readonly #planDigests = new Map<string, string>();
  readonly #newOperations: string[] = [];
  readonly #source: Runner;
  readonly #target: Target;
  readonly #tell: (event: CopyEvent) => void;

  constructor(source: Runner, target: Target, tell: (event: CopyEvent) => void) {
    this.#source = source;
    this.#target = target;
    this.#tell = tell;
  }

  async copyAll(sealed: SealRows): Promise<void> {
    for (const table of copiedTables) await this.#copy(table, whole);
    for (const claim of claims) await this.#derive(claim);
    for (const scope of new Set([...sealed.keys(), ...this.#read.keys()])) this.#check(scope, sealed);
    const [operations, plans] = [operationRows, planRows].map(({mapping}) => this.kept.get(mapping.table)?.rows);
    if (operations !== plans) throw new Damage(planRows.mapping.table, `${operations} plans were written, ${plans} are there`);
  }

  /** Copies what differs between two moments, the first of which the target is as of. */
  async copyChanges(before: SealRows, now: SealRows): Promise<void> {
    const changed = new Set([...now.keys()].filter((scope) => !isSame(before.get(scope), now.get(scope))));
    const audited = before.get(auditRows.mapping.table);
    for (const table of copiedTables) {
      if (!changed.has(table.mapping.table)) continue;
      await this.#copy(table, table === auditRows && audited ? {...whole, after: [audited.row_count]} : whole);
    }
    for (const id of this.#newOperations) await this.#copy(planRows, {...whole, prefix: [id]});
    for (const claim of claims) if (changed.has(claim.table)) await this.#derive(claim);
    for (const scope of changed)
      if (scope.startsWith(journalPrefix)) await this.#copy(journalRows, {...whole, prefix: [scope.slice(journalPrefix.length)]});
    if (audited) this.#read.get(auditRows.mapping.table)?.addAll(Seal.read(audited));
    // An environment has its rows in several tables, of which only some were walked.
    for (const scope of changed) if (!scope.startsWith(envScopePrefix)) this.#check(scope, now);
  }

  async #copy({mapping, scopesOf, stays, rowsAtOnce}: CopiedRows, range: Range): Promise<void> {
    const kept = this.kept.get(mapping.table) ?? new Seal();
    this.kept.set(mapping.table, kept);
    for await (const page of readPages(this.#source, mapping, {range, rowsAtOnce})) {
      const rows: Row[] = [];
      for (const row of page.rows) {
        const digest = digestOf(textOf(mapping, row));
        for (const scope of scopesOf(row)) this.#count(scope, digest);
        if (stays(row)) continue;
        kept.add(digest);
        rows.push(row);
      }
      if (mapping === planRows.mapping) this.#checkPlans(rows);
      await this.#mend(mapping, page.range, rows);
      this.#tell({type: 'rows', table: mapping.table, rows: page.rows.length});
    }
  }

  async #mend(mapping: CopiedRows['mapping'], range: Range, rows: readonly Row[]): Promise<void> {
    const {removed, added} = await this.#target.mend(mapping, range, rows);
    this.written += removed.length + added.length;
    if (mapping !== operationRows.mapping) return;
    this.#newOperations.push(...added.map(({id}) => String(id)));
    for (const {id, plan_digest: digest} of rows) this.#planDigests.set(String(id), String(digest));
  }

  /** What must be unique is made again from the records, so that it is right whatever the source has of it. */
  async #derive({mapping, table, rowsOf}: Claim): Promise<void> {
    const {mapping: records, rowsAtOnce} = copiedTables.find((each) => each.mapping.table === table) as CopiedRows;
    const rows: Row[] = [];
    for await (const page of readPages(this.#source, records, {range: whole, rowsAtOnce}))
      for (const row of page.rows) rows.push(...rowsOf(records.toRecord(row)));
    await this.#mend(mapping, whole, rows);
    this.kept.set(mapping.table, Seal.of(rows.map((row) => textOf(mapping, row))));
  }

  #count(scope: string, digest: Digest): void {
    const seal = this.#read.get(scope) ?? new Seal();
    this.#read.set(scope, seal);
    seal.add(digest);
  }

  #checkPlans(rows: readonly Row[]): void {
    for (const {operation, plan} of rows)
      if (hexOf(digestOf(String(plan))) !== this.#planDigests.get(String(operation)))
        throw new Damage(planRows.mapping.table, `the plan of operation ${operation} is not the one that was written`);
  }

  #check(scope: string, sealed: SealRows): void {
    if (rowless.has(scope)) return;
    const written = sealed.get(scope);
    const read = this.#read.get(scope) ?? new Seal();
    if (!written) throw new Damage(scope, 'its seal is missing');
    if (read.rows !== written.row_count)
      throw new Damage(scope, `${written.row_count} rows were written, ${read.rows} are there`);
    if (read.hex !== written.digest) throw new Damage(scope, 'a row does not match the digest it was written with');
  }
}

function isSame(a: SealRow | undefined, b: SealRow | undefined): boolean {
  return a !== undefined && b !== undefined && a.row_count === b.row_count && a.digest === b.digest;
}
