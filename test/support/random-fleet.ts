import {firstTopology} from '../../src/core/domain/changes/with-org.js';
import type {Topology} from '../../src/core/domain/model.js';
import {deployApp} from '../../src/core/use-cases/deploy-app.js';
import {createHarness, installation, type Harness} from './harness.js';
import {aClusteredRecipe, aRecipe, TopologyBuilder} from './topology.js';

/** Two orgs, two clusters, and apps that run in two environments: something for every random command to meet. */
export async function startedFleet(): Promise<Harness> {
  const harness = await createHarness();
  await harness.seed(fleet());
  for (const [env, app] of [['a', 'x'] as const, ['b', 'y'] as const])
    await deployApp(
      harness.ports,
      {key: {org: 'default', env, app}, version: '1', slaves: 1, roles: {}, weights: {}},
      harness.options(),
    );
  return harness;
}

function fleet(): Topology {
  const first = firstTopology(installation);
  const east = {...first.clusters[0]!, id: 'EAST', name: 'east', installation: 'e'.repeat(32)};
  return new TopologyBuilder(first)
    .withGroup('east')
    .withWorkspace('east')
    .withNode('n1', {connect: 'local', address: '10.0.0.1', capacity: {cpu: 4, memoryMib: 4096}})
    .withNode('n2', {connect: 'ssh://ops@h1', zone: 'z1', capacity: {cpu: 3}})
    .withNode('n3', {connect: 'tcp://h3:2376'})
    .withEnv('a', {nodes: ['n1', 'n2']})
    .withEnv('b', {nodes: ['n2'], labels: {stage: 'test'}})
    .withEnv('d', {nodes: ['n1', 'n3']})
    .withApp('x', {recipe: aRecipe({reserve: {cpu: 1, memoryMib: 512}})})
    .withApp('y', {recipe: aClusteredRecipe({source: 'new-api', reserve: {cpu: 1}})})
    .withApp('z', {image: 'shop'})
    .withConfig('LOG_LEVEL', 'info', {env: 'a', app: 'z'})
    .withEntry('one.com:80', {env: 'a'})
    .withEntry(':8080', {env: 'b'})
    .withService('database', {env: 'b', url: 'mysql://api@db/api'})
    .withService('cache', {env: 'b', kind: 'redis', url: 'redis://cache'})
    .withOrg('acme')
    .withNode('n4', {org: 'acme'})
    .withEnv('c', {org: 'acme', nodes: ['n4']})
    .withEntry('two.com:80', {org: 'acme', env: 'c'})
    .with('clusters', east)
    .build();
}

/** What is named in the topology and is not there, as `membership a/n1: node n1`. */
export function danglingReferences(topology: Topology): string[] {
  const {orgs, groups, workspaces, nodes, envs, memberships, entries, services, apps, deployments, instances} = topology;
  const names = (rows: readonly {readonly org: string; readonly name: string}[]) =>
    new Set(rows.map(({org, name}) => `${org}/${name}`));
  const orgNames = new Set(orgs.map(({name}) => name));
  const known = {group: names(groups), workspace: names(workspaces), node: names(nodes), env: names(envs), app: names(apps)};
  const deployed = new Set(deployments.map(({org, env, app}) => `${org}/${env}/${app}`));
  const missing: string[] = [];
  const expect = (row: object & {readonly org: string}, kind: keyof typeof known, name: string | null) => {
    if (name !== null && !known[kind].has(`${row.org}/${name}`)) missing.push(`${JSON.stringify(row)}: ${kind} ${name}`);
  };
  for (const row of [...groups, ...workspaces, ...nodes, ...envs, ...apps])
    if (!orgNames.has(row.org)) missing.push(`${JSON.stringify(row)}: org ${row.org}`);
  for (const node of nodes) expect(node, 'group', node.group);
  for (const env of envs) expect(env, 'workspace', env.workspace);
  for (const row of [...memberships, ...entries, ...services, ...deployments, ...topology.configs, ...topology.secrets])
    expect(row, 'env', row.env);
  for (const row of [...memberships, ...instances]) expect(row, 'node', row.node);
  for (const service of services) expect(service, 'node', service.managed?.node ?? null);
  for (const row of [...entries, ...deployments, ...topology.configs, ...topology.secrets]) expect(row, 'app', row.app);
  for (const row of instances)
    if (!deployed.has(`${row.org}/${row.env}/${row.app}`)) missing.push(`${JSON.stringify(row)}: deployment`);
  return missing;
}
