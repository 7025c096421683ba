import {expect, it} from 'vitest';
import {parseBalance} from '../../src/core/domain/balance.js';
import {formatMemory, parseMemory} from '../../src/core/domain/capacity.js';

it.each([
  ['round_robin', 'round-robin'],
  ['Least-Connections', 'least-connections'],
  ['ip_hash', 'ip-hash'],
  [' weighted ', 'weighted'],
  ['fastest', null],
  ['', null],
])('the strategy %j is %s', (text, balance) => expect(parseBalance(text)).toBe(balance));

it.each([
  ['64GiB', 65_536],
  ['512mib', 512],
  ['1.5GiB', 1536],
  ['1TiB', 1_048_576],
  ['64', null],
  ['64GB', null],
  ['0MiB', null],
  ['0.3MiB', null],
])('the memory %s is %s MiB', (text, mib) => {
  expect(parseMemory(text)).toBe(mib);
  if (mib !== null) expect(parseMemory(formatMemory(mib))).toBe(mib);
});
