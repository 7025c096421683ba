import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {areDistinct, keyFunction, withRecords} from '../../src/core/domain/collections.js';
import {type Collection, emptyTopology, type Membership} from '../../src/core/domain/model.js';
import {arbitraryTopology} from '../support/arbitrary-topology.js';

const keysOf = (collection: Collection, rows: readonly object[]) => rows.map((row) => keyFunction(collection)(row as never));

describe('rows that are known to be distinct', () => {
  it('are so by their keys, whatever the rows', () => {
    fc.assert(
      fc.property(arbitraryTopology, (topology) => {
        for (const collection of Object.keys(topology) as Collection[]) {
          const keys = keysOf(collection, topology[collection]);
          if (areDistinct(topology[collection], collection)) expect(new Set(keys).size).toBe(keys.length);
        }
      }),
      {numRuns: 300},
    );
  });

  it('are known in the order in which a file names them', () => {
    const rows = ['prod', 'test'].flatMap((env) =>
      ['z', 'b', 'a'].map((node): Membership => ({org: 'acme', env, node, weight: null})),
    );
    expect(areDistinct(rows, 'memberships')).toBe(true);
    expect(areDistinct([...rows.slice(0, 3), rows[1]!], 'memberships')).toBe(false);
    expect(areDistinct([...rows, rows[0]!], 'memberships')).toBe(false);
  });
});

describe('records that come twice', () => {
  it('are one, the last, in the place of the first', () => {
    const row = (node: string, weight: number): Membership => ({org: 'acme', env: 'prod', node, weight});
    const {memberships} = withRecords(emptyTopology, 'memberships', [row('b', 1), row('a', 2), row('b', 3)]);
    expect(memberships).toEqual([row('b', 3), row('a', 2)]);
  });
});
