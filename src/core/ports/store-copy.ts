import type {Lease} from './store.js';

/** What stands where a store is to be copied to. */
export type CopyTarget =
  /** Nothing, or a database without tables. */
  | 'empty'
  /** A copy of the same store that did not end. */
  | 'unfinished'
  /** The same store, which was moved away from there. */
  | 'moved away'
  /** The same store, whole. */
  | 'complete';

/** Where a store went that is no longer written. */
export interface StoreMove {
  /** As it may be shown. */
  readonly to: string;
  readonly at: string;
}

export interface CopiedTable {
  readonly table: string;
  readonly rows: number;
  /** Sum of the digests of its rows, the same on both sides. */
  readonly digest: string;
}

/** What one pass over the source found different in the target, and mended. */
export interface CopyPass {
  /** Of the source, at the moment that the pass is of. */
  readonly revision: number;
  /** Rows that were written or removed. */
  readonly written: number;
}

export type CopyEvent =
  | {readonly type: 'began'; readonly target: CopyTarget; readonly tables: readonly Pick<CopiedTable, 'table' | 'rows'>[]}
  | {readonly type: 'rows'; readonly table: string; readonly rows: number}
  | {readonly type: 'passed'; readonly written: number}
  | {readonly type: 'waiting'; readonly holder: string; readonly resource: string};

export interface CopyStanding {
  readonly target: CopyTarget;
  /** The move of the source to this target; null where it was not moved. */
  readonly move: StoreMove | null;
}

/** Copies one store into another. Each step can run again after whatever cut it short. */
export interface StoreCopy {
  /** As they may be shown. */
  readonly from: string;
  readonly to: string;
  /** Looks at both and writes nothing. `STORE_NOT_EMPTY`, `STORE_FOREIGN`: the target must be left alone; `STORE_MOVED`: the source went elsewhere. */
  examine(storeId: string | null): Promise<CopyStanding>;
  /** Rows of each table of the source. */
  countRows(): Promise<readonly Pick<CopiedTable, 'table' | 'rows'>[]>;
  /** Makes the tables of the target and marks it as the unfinished copy of this store, which no command opens. */
  begin(storeId: string): Promise<CopyTarget>;
  /** Makes the target what the source was at one moment; only what has changed since the pass before, where there was one. */
  pass(tell: (event: CopyEvent) => void): Promise<CopyPass>;
  /**
   * Holds writers of the source off, does a last pass, marks the source as moved, and completes the target. Nothing is moved
   * where `mayMove` throws, which is asked while writers are held off, with the live leases.
   */
  move(mayMove: (leases: readonly Lease[]) => void): Promise<CopyPass>;
  /** What the target has. */
  tables(): readonly CopiedTable[];
  close(): Promise<void>;
}
