import type {Topology} from '../../src/core/domain/model.js';
import {aTopology} from './topology.js';

const groups = ['east', 'west', 'north', 'edge'];
const zones = ['a', 'b', 'c'];
const workspaces = ['finance', 'leisure', 'retail'];

export interface FleetSize {
  readonly nodes: number;
  readonly envs: number;
}

/** Nodes in four groups of three zones; each env on a few neighbours, with an address, a backup and an app of some instances. */
export function aFleet({nodes, envs}: FleetSize): Topology {
  const seed = [
    ...groups.map((name) => ['group', name] as const),
    ...workspaces.map((name) => ['workspace', name] as const),
  ].reduce((built, [kind, name]) => (kind === 'group' ? built.withGroup(name) : built.withWorkspace(name)), aTopology());
  const names = Array.from({length: nodes}, (_, index) => `node-${index + 1}`);
  const envNames = Array.from({length: envs}, (_, index) => `env-${index + 1}`);
  const served = envNames.flatMap((env, index) =>
    nodes === 0
      ? []
      : Array.from({length: Math.min(nodes, 3 + (index % 3))}, (_, step) => ({
          env,
          ordinal: step,
          node: names[(index * 5 + step * 12) % nodes] as string,
        })),
  );
  const members = [...new Map(served.map((row) => [`${row.env} ${row.node}`, row])).values()];
  const org = 'default';
  return {
    ...seed.build(),
    nodes: names.map((name, index) => ({
      org,
      name,
      connect: `ssh://ops@10.${index >> 8}.${index & 255}.1`,
      address: `10.${index >> 8}.${index & 255}.1`,
      group: groups[index % 4] as string,
      zone: zones[(index >> 2) % 3] as string,
      capacity: {cpu: 8, memoryMib: 32 * 1024},
      labels: {},
      weight: null,
      state: index % 37 === 5 ? ('cordoned' as const) : index % 53 === 7 ? ('drained' as const) : ('active' as const),
    })),
    envs: envNames.map((name, index) => ({
      org,
      name,
      workspace: workspaces[index % 3] as string,
      labels: {stage: index % 2 ? 'test' : 'production'},
    })),
    memberships: members.map(({env, node}) => ({org, env, node, weight: null})),
    entries: envNames.flatMap((env) => [
      {org, env, address: `${env}.company.com:80`, backup: false, app: null, path: '/', position: 0},
      {org, env, address: `spare.${env}.company.com:80`, backup: true, app: null, path: '/', position: 1},
    ]),
    deployments: envNames.map((env) => ({
      org,
      env,
      app: 'shop',
      version: 'v1',
      imageId: null,
      roles: {master: 1, slave: 1},
      balance: 'round-robin' as const,
      weights: {},
      state: 'running' as const,
      generation: 1,
    })),
    instances: members
      .filter(({ordinal}) => ordinal < 2)
      .map(({env, node, ordinal}) => ({
        org,
        env,
        app: 'shop',
        role: ordinal === 0 ? 'master' : 'slave',
        ordinal: 1,
        node,
        ports: {},
      })),
  };
}

/** What a person or a file can write into a label. */
export const hostileLabels = {
  markup: '</text><script>alert(1)</script>',
  quotes: '"; drop \\ & <b>`code`</b> #35; \\N',
  lines: 'end\nsubgraph x\r\n}',
  braces: '{{x}}|y|[z](q) --> n0',
  control: 'x\u0001y\ud800z',
  chinese: '一个非常非常长的中文标题用来测试换行和宽度计算是不是正确的',
  arabic: 'مرحبا بالعالم',
  wide: 'm'.repeat(200),
};
