import fc from 'fast-check';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {withEntry, withMovedEntry, withoutEntry, withSwappedEntries} from '../../src/core/domain/changes/with-entry.js';
import {normalizeAddress} from '../../src/core/domain/addresses.js';
import {withOrg} from '../../src/core/domain/changes/with-org.js';
import {withPlacedInstances} from '../../src/core/domain/planning/place-instances.js';
import {canonicalJson} from '../../src/core/domain/digest.js';
import {emptyTopology, type Topology} from '../../src/core/domain/model.js';
import {checkTopology} from '../../src/core/domain/rules/index.js';
import {noFacts} from '../../src/core/domain/rules/rule.js';
import type {Store, TopologyPart} from '../../src/core/ports/store.js';
import {storeDirectory, type StoreDirectory} from '../adapters/store/records.js';
import {memory} from '../support/harness.js';
import {patience, runs} from '../support/runs.js';
import {aTopology} from '../support/topology.js';

const envs = ['a', 'b', 'c', 'd'];
const nodes = ['n1', 'n2', 'n3'];
const addresses = [':80', ':8080', ':20000', 'one.com:80', 'two.com:80', 'two.com:8080'];

interface Edit {
  readonly part: TopologyPart;
  readonly edit: (topology: Topology) => Topology;
}

const org = 'default';
const env = fc.constantFrom(...envs);
const address = fc.constantFrom(...addresses);
const app = fc.constantFrom(null, 'x', 'y');
const pair = fc.tuple(env, env);

const arbitraryEdit: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(env, address, app).map(([name, at, to]): Edit => {
    const normal = normalizeAddress(at);
    return {
      part: {org, envs: [name], addresses: 'ok' in normal ? [normal.ok] : []},
      edit: (topology) => withEntry(topology, {org, env: name, address: at, backup: false, app: to, path: '/'}),
    };
  }),
  fc
    .tuple(env, address)
    .map(([name, at]): Edit => ({
      part: {org, envs: [name], addresses: []},
      edit: (topology) => withoutEntry(topology, {org, env: name, address: at}),
    })),
  fc
    .tuple(pair, address)
    .map(([[from, to], at]): Edit => ({
      part: {org, envs: [from, to], addresses: []},
      edit: (topology) => withMovedEntry(topology, {org, address: at, from, to}),
    })),
  pair.map(([a, b]): Edit => ({
    part: {org, envs: [a, b], addresses: []},
    edit: (topology) => withSwappedEntries(topology, {org, a, b}),
  })),
);

/** Of two orgs, with apps on some nodes of some environments; entries come by the edits. */
const arbitraryFleet: fc.Arbitrary<Topology> = fc
  .record({
    members: fc.array(fc.subarray(nodes), {minLength: envs.length, maxLength: envs.length}),
    deployed: fc.uniqueArray(fc.tuple(env, fc.constantFrom('x', 'y')), {selector: ([name, of]) => `${name} ${of}`, maxLength: 5}),
    foreign: fc.subarray(addresses, {maxLength: 2}),
  })
  .map(({members, deployed, foreign}) => {
    let built = nodes.reduce((topology, name) => topology.withNode(name), aTopology().withApp('x').withApp('y'));
    for (const [index, name] of envs.entries()) built = built.withEnv(name, {nodes: members[index] ?? []});
    for (const [name, of] of deployed)
      if ((members[envs.indexOf(name)] ?? []).length > 0)
        built = built.withDeployment(of, {env: name, roles: {master: 1, slave: 1}});
    built = built.withNode('other', {org: 'acme'}).withEnv('prod', {org: 'acme', nodes: ['other']});
    for (const at of foreign) built = built.withEntry(at, {org: 'acme', env: 'prod'});
    return withPlacedInstances({topology: withOrg(built.build(), 'acme'), foreignPorts: new Map()});
  });

describe('a part of the topology', patience, () => {
  let place: StoreDirectory;
  let store: Store;
  beforeAll(async () => {
    place = storeDirectory(memory);
    store = await place.open();
  });
  afterAll(async () => {
    await store.close();
    place.remove();
  });

  it('is judged by the rules as the whole is, and written as if the whole had been', () =>
    fc.assert(
      fc.asyncProperty(arbitraryFleet, fc.array(arbitraryEdit, {minLength: 1, maxLength: 12}), async (fleet, edits) => {
        await store.change(() => ({commit: {after: fleet}, result: null}));
        for (const {part, edit} of edits) {
          const whole = await store.readTopology();
          const wanted = judged(whole, edit);
          const held = judged(await store.readPart(part), edit);
          expect(held.violations).toEqual(wanted.violations);
          if (wanted.violations.length > 0) continue;
          await store.change((before) => ({commit: {after: edit(before)}, result: null}), part);
          expect(sorted(await store.readTopology())).toEqual(sorted(wanted.after));
        }
        await store.change(() => ({commit: {after: emptyTopology}, result: null}));
      }),
      runs(60),
    ));
});

function judged(before: Topology, edit: Edit['edit']) {
  const after = edit(before);
  return {after, violations: checkTopology({before, after, facts: noFacts}).filter(({severity}) => severity === 'error')};
}

function sorted(topology: Topology) {
  return Object.entries(topology).map(([collection, rows]) => [
    collection,
    (rows as readonly object[]).map(canonicalJson).sort(),
  ]);
}
