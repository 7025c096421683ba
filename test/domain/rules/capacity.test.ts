import {describe, expect, it} from 'vitest';
import {check, messages} from '../../support/check-rule.js';
import {aRecipe, aTopology, type TopologyBuilder} from '../../support/topology.js';

describe('CAPACITY', () => {
  const on = (capacity: {readonly cpu?: number; readonly memoryMib?: number}) =>
    aTopology()
      .withNode('web-1', {capacity})
      .withApp('hello', {recipe: aRecipe({reserve: {cpu: 2, memoryMib: 1024}})})
      .withInstance('hello')
      .withInstance('hello', {ordinal: 2});

  it('refuses more than a node has, each resource by itself', () => {
    expect(check('CAPACITY', {before: aTopology(), after: on({cpu: 3, memoryMib: 1536})})).toMatchObject([
      {
        severity: 'error',
        subject: 'node web-1',
        message: 'Instances reserve 4 cores on node web-1, which has 3.',
        hint: 'Let another node serve the env (muster env join ENV NODE), raise the capacity (muster node update web-1 --capacity cpu=4), or add --overcommit.',
        details: {org: 'default', node: 'web-1', resource: 'cpu', reserved: 4, capacity: 3},
      },
      {message: 'Instances reserve 2GiB of memory on node web-1, which has 1536MiB.'},
    ]);
  });

  it('allows exactly what a node has, and anything where nothing is said', () => {
    expect(messages('CAPACITY', {after: on({cpu: 4, memoryMib: 2048})})).toEqual([]);
    expect(messages('CAPACITY', {after: on({})})).toEqual([]);
  });

  it('warns of what was allowed before, as long as it gets no worse', () => {
    const severities = (before: TopologyBuilder, after: TopologyBuilder) =>
      check('CAPACITY', {before, after}).map(({severity}) => severity);
    const full = on({cpu: 3});
    expect(severities(full, full)).toEqual(['warning']);
    expect(severities(full, full.withInstance('hello', {ordinal: 3}))).toEqual(['error']);
    expect(severities(full, on({cpu: 2}))).toEqual(['error']);
    expect(severities(full.withInstance('hello', {ordinal: 3}), full)).toEqual(['warning']);
    expect(severities(on({}), full)).toEqual(['error']);
  });
});
