import fc from 'fast-check';
import {normalizeAddress} from '../../src/core/domain/addresses.js';
import type {Capacity, Recipe, Topology} from '../../src/core/domain/model.js';
import {withPlacedInstances} from '../../src/core/domain/planning/place-instances.js';
import {checkTopology} from '../../src/core/domain/rules/index.js';
import {noFacts} from '../../src/core/domain/rules/rule.js';
import {zone} from '../../src/core/domain/values/kinds.js';
import {aTopology} from './topology.js';

const name = fc.oneof(fc.constantFrom('web-1', 'b', 'c'), fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,6}[a-z0-9])?$/));
const text = fc.oneof(
  fc.string({minLength: 1}),
  fc.constantFrom(
    '60',
    'true',
    'null',
    '~',
    '1.10',
    '0x1f',
    'a: b',
    '# x',
    "it's",
    '$HOME',
    ' x ',
    '[',
    'é',
    'line\nbreak',
    '\u2028',
  ),
);
const line = text.filter((value) => 'ok' in zone.read(value));
const labels = fc.dictionary(fc.oneof(fc.constantFrom('stage', '1', 'on'), fc.stringMatching(/^[a-z]{1,5}$/)), line, {
  maxKeys: 3,
});
const variables = fc.dictionary(fc.stringMatching(/^[A-Z][A-Z_]{0,7}$/), fc.oneof(text, fc.constant('')), {maxKeys: 3});
const weight = fc.option(fc.integer({min: 0, max: 256}), {nil: null});
const capacity: fc.Arbitrary<Capacity> = fc.record(
  {cpu: fc.constantFrom(1, 2.5, 64), memoryMib: fc.integer({min: 1, max: 1_000_000})},
  {requiredKeys: []},
);
const host = fc.constantFrom('', 'one.com', 'bücher.example', 'Two.com', '[2001:db8::1]', '10.0.0.1');
const address = fc.tuple(host, fc.integer({min: 1, max: 65_535})).map(([at, port]) => `${at}:${port}`);

const node = fc.record({
  connect: fc.constantFrom('ssh://ops@', 'tcp://'),
  group: fc.constantFrom('default', 'east', 'west'),
  zone: fc.option(line, {nil: null}),
  state: fc.constantFrom('active', 'active', 'cordoned', 'drained'),
  capacity,
  labels,
  weight,
});
const deployment = fc.record({
  app: fc.nat(2),
  version: fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,8}$/),
  slaves: fc.nat(2),
  balance: fc.constantFrom('round-robin', 'least-connections', 'weighted', 'ip-hash'),
  weights: fc.dictionary(fc.constantFrom('master', 'slave'), fc.nat(256)),
  state: fc.constantFrom('running', 'stopped'),
  config: variables,
});
const env = fc.record({
  workspace: fc.constantFrom('default', 'shop'),
  labels,
  members: fc.array(fc.record({node: fc.nat(3), weight}), {maxLength: 3}),
  entries: fc.uniqueArray(
    fc.record({address, backup: fc.boolean(), app: fc.option(fc.nat(2), {nil: null}), path: fc.constantFrom('/', '/shop')}),
    {maxLength: 3, selector: (it) => it.address},
  ),
  services: fc.dictionary(
    name,
    fc.record({kind: fc.constantFrom('mysql', 'redis'), managed: fc.option(fc.nat(3), {nil: null})}),
    {maxKeys: 2},
  ),
  config: variables,
  deployments: fc.uniqueArray(deployment, {maxLength: 2, selector: (it) => it.app}),
});
const names = (most: number) => fc.uniqueArray(name, {minLength: 1, maxLength: most});
const image = fc.option(fc.constant('registry.internal:5000/x'), {nil: null});
const parts = fc.record({
  nodes: fc.tuple(names(4), fc.array(node, {minLength: 4, maxLength: 4})),
  apps: fc.tuple(names(3), fc.array(image, {minLength: 3, maxLength: 3})),
  envs: fc.tuple(names(3), fc.array(env, {minLength: 3, maxLength: 3})),
  idle: fc.tuple(name, name),
});

/** Any topology of the default org that breaks no rule, with records of every kind; its apps are of the recipe. */
export function arbitraryWhole(recipe: Recipe): fc.Arbitrary<Topology> {
  return parts.map((it) => built(it, recipe)).filter(isLegal);
}

type Parts = typeof parts extends fc.Arbitrary<infer T> ? T : never;

function built({nodes: [nodes, nodeFacts], apps: [apps, images], envs: [envs, envFacts], idle}: Parts, recipe: Recipe): Topology {
  const at = (of: readonly string[], index: number) => of[index % of.length]!;
  let topology = aTopology().withGroup(idle[0]).withWorkspace(idle[1]);
  for (const [index, node] of nodes.entries()) {
    const {connect, ...facts} = nodeFacts[index]!;
    topology = topology.withNode(node, {...facts, connect: connect === 'tcp://' ? `tcp://${node}:2376` : `${connect}${node}`});
  }
  for (const [index, app] of apps.entries()) topology = topology.withApp(app, {recipe, image: images[index] ?? null});
  for (const [index, env] of envs.entries()) {
    const {workspace, labels: said, members, entries, services, config, deployments} = envFacts[index]!;
    topology = topology.withEnv(env, {workspace, labels: said});
    for (const member of new Map(members.map((it) => [at(nodes, it.node), it])))
      topology = topology.withMember(member[0], {env, weight: member[1].weight});
    for (const [position, entry] of entries.entries()) {
      const address = normalizeAddress(entry.address);
      if ('ok' in address)
        topology = topology.withEntry(address.ok, {...entry, env, position, address: address.ok, app: appOf(entry.app)});
    }
    for (const [service, {kind, managed}] of Object.entries(services))
      topology = topology.withService(service, {
        env,
        kind,
        url: managed === null ? `${kind}://db.internal` : null,
        managed: managed === null ? null : {node: at(nodes, managed), image: null},
        passwordSecret: managed === null ? null : `${service}-password`,
      });
    for (const [key, value] of Object.entries(config)) topology = topology.withConfig(key, value, {env});
    for (const {app, slaves, config: own, ...facts} of deployments) {
      const name = at(apps, app);
      const standing = topology.build().deployments.some((it) => it.env === env && it.app === name);
      if (!standing) topology = topology.withDeployment(name, {...facts, env, roles: {master: 1, slave: slaves}});
      for (const [key, value] of Object.entries(own)) if (!standing) topology = topology.withConfig(key, value, {env, app: name});
    }
  }
  return withPlacedInstances({topology: topology.build(), foreignPorts: new Map()});

  function appOf(index: number | null): string | null {
    return index === null ? null : at(apps, index);
  }
}

function isLegal(topology: Topology): boolean {
  const found = checkTopology({before: aTopology().build(), after: topology, facts: noFacts});
  return found.every(({severity}) => severity !== 'error');
}
