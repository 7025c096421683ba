import fc from 'fast-check';
import {expect, it} from 'vitest';
import {textOf} from '../../../src/adapters/store/codec.js';
import {digestOf} from '../../../src/adapters/store/digest.js';
import {RowDigests} from '../../../src/adapters/store/row-digests.js';

const columns = ['org', 'env', 'app', 'ports', 'weight'];

/** Few different ones, so that rows share much, and such as JSON writes in another way than they stand. */
const value = fc.oneof(
  fc.constantFrom(
    '',
    'a',
    'b',
    '{"http":20000}',
    'back\\slash',
    'line\nend',
    '\u007f',
    'é',
    '\ud83d\ude00',
    '\ud800',
    '\udc00a',
    '\uffff',
  ),
  fc.constantFrom(null, 0, -0, 1, -1, 1.5, 1e21, Number.MAX_SAFE_INTEGER, Number.NaN, Number.POSITIVE_INFINITY),
  fc.string({unit: 'binary', maxLength: 3}),
);
const row = fc.record({org: value, env: value, app: value, ports: value, weight: value}, {requiredKeys: ['org', 'env']});

it('digests rows as it would their texts, and leaves them as they are', () => {
  fc.assert(
    fc.property(fc.array(row, {maxLength: 20}), (rows) => {
      const digests = new RowDigests(columns);
      for (const each of rows) {
        const given = {...each};
        expect(digests.of(given)).toEqual(digestOf(textOf({columns}, each)));
        expect(given).toEqual(each);
      }
    }),
    {numRuns: 500},
  );
});

it('knows that nothing is known behind a value that is written in another way than it stands', () => {
  const digests = new RowDigests(['org', 'env']);
  const rows = [
    {org: 'a', env: 'x'},
    {org: 'b', env: 'line\nend'},
    {org: 'b', env: 'x'},
  ];
  for (const each of rows) expect(digests.of({...each})).toEqual(digestOf(textOf({columns: ['org', 'env']}, each)));
});
