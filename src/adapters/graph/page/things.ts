import type {Graph, GraphNode, PoolMember, VertexOf} from '../../../core/domain/graph/graph.js';
import {GraphIndex} from '../graph-index.js';
import {wellFormed} from '../picture/escape.js';
import {
  addressText,
  capacityText,
  counted,
  groupText,
  labelTexts,
  rolesText,
  serviceText,
  statesText,
  sumText,
} from '../words.js';

/** What the page tells of something that is drawn. */
export interface Thing {
  /** `env prod`. */
  readonly title: string;
  readonly facts: readonly (readonly [term: string, text: string])[];
  /** Ids of what it has to do with, and how. */
  readonly links: readonly (readonly [relation: string, id: string])[];
}

/** Everything that can be picked in the picture, by id as the picture has it; groups as well, which others are linked to. */
export function thingsOf(graph: Graph): Readonly<Record<string, Thing>> {
  const index = new GraphIndex(graph);
  const links = linksOf(index);
  const thing = (id: string, title: string, facts: Thing['facts']): readonly [string, Thing] => [
    wellFormed(id),
    {title, facts: facts.filter(([, text]) => text !== ''), links: links.get(id) ?? []},
  ];
  return Object.fromEntries([
    ...graph.groups.map((group) => thing(group.id, groupText(group), [])),
    ...graph.nodes.map((node) => thing(node.id, titleOf(node), factsOf(node))),
    ...index
      .all('pool')
      .flatMap((pool) => pool.members.map((member) => thing(memberId(member), `node ${member.name}`, memberFacts(member, pool)))),
  ]);
}

function titleOf(node: GraphNode): string {
  if (node.kind === 'entry') return `entry ${addressText(node.name)}`;
  if (node.kind !== 'pool') return `${node.kind} ${node.name}`;
  return `pool ${node.number}: ${node.group === null ? node.name : [node.group, ...(node.zone === null ? [] : [`zone ${node.zone}`])].join(', ')}`;
}

function factsOf(node: GraphNode): Thing['facts'] {
  switch (node.kind) {
    case 'entry':
      return [
        ['env', node.env],
        ['role', node.backup ? 'backup' : node.primary ? 'primary' : 'further address'],
        ...node.routes.map(({path, app}) => ['path', `${path}${app === null ? '' : ` to ${app}`}`] as const),
      ];
    case 'env':
      return [
        ['labels', labelTexts(node.labels).join(', ')],
        ['nodes', `${node.nodes}`],
        ['instances', `${node.instances}`],
        ...foldedFacts(node),
      ];
    case 'app':
      return [
        ['env', node.env],
        ['version', node.version],
        ['instances', rolesText(node.roles)],
        ['balance', node.balance],
        ['state', node.state],
      ];
    case 'service':
      return [
        ['env', node.env],
        ['runs', serviceText(node)],
      ];
    case 'node':
      return nodeFacts(node);
    case 'instance':
      return [
        ['role', `${node.role} ${node.ordinal}`],
        ['app', node.app],
        ['env', node.env],
        [
          'ports',
          Object.entries(node.ports)
            .map(([name, port]) => `${name} ${port}`)
            .join(', '),
        ],
      ];
    case 'pool':
      return [
        ['group', node.group ?? ''],
        ['nodes', `${node.nodes}`],
        ['capacity', sumText(node.capacity)],
        ['instances', `${node.instances}`],
        ['states', statesText(node)],
      ];
  }
}

function foldedFacts({folded}: VertexOf<'env'>): Thing['facts'] {
  if (folded === null) return [];
  const {entries, apps, services} = folded;
  const more = (count: number, noun: string) => (count > 0 ? [`and ${counted(count, `more ${noun}`)}`] : []);
  return [
    ['entries', [...entries.first.map(addressText), ...more(entries.more, 'entry')].join(', ')],
    ['apps', [...apps.first.map(({name, version}) => `${name} ${version}`), ...more(apps.more, 'app')].join(', ')],
    ['services', services === 0 ? '' : `${services}`],
  ];
}

function nodeFacts(node: VertexOf<'node'>): Thing['facts'] {
  return [
    ['state', node.state],
    ['capacity', capacityText(node.capacity)],
    ['reached by', node.connect],
    ['address', node.address],
    ['group', node.group],
    ['zone', node.zone ?? ''],
    ['weight', node.weight === null ? '' : `${node.weight}`],
    ['labels', labelTexts(node.labels).join(', ')],
  ];
}

function memberFacts(member: PoolMember, pool: VertexOf<'pool'>): Thing['facts'] {
  return [
    ['state', member.state],
    ['capacity', capacityText(member.capacity)],
    ['group', pool.group ?? ''],
    ['zone', pool.zone ?? ''],
    ['instances', `${member.instances}`],
  ];
}

function memberId({org, name}: PoolMember): string {
  return `node/${org}/${name}`;
}

/** Both ways: by lines, and by what stands within what. */
function linksOf(index: GraphIndex): ReadonlyMap<string, Thing['links']> {
  const links = new Map<string, Map<string, string>>();
  const link = (from: string, relation: string, to: string) => {
    const own = links.get(from) ?? new Map<string, string>();
    if (!own.has(to)) links.set(from, own.set(to, relation));
  };
  const join = (a: string, forth: string, b: string, back: string) => {
    link(a, forth, b);
    link(b, back, a);
  };
  const envs = new Set(index.all('env').map((env) => env.id));
  for (const {kind, from, to} of index.graph.edges)
    if (kind === 'leads') join(from, 'leads to', to, 'reached by');
    else if (kind === 'served') join(from, 'served by', to, 'serves');
    else join(from, 'runs as', to, 'instance of');
  for (const {id, parent} of index.graph.nodes) if (parent !== null) join(parent, 'has', id, 'in');
  for (const pool of index.all('pool'))
    for (const member of pool.members) {
      join(pool.id, 'has', memberId(member), 'in');
      for (const env of member.envs)
        if (envs.has(`env/${member.org}/${env}`)) join(`env/${member.org}/${env}`, 'served by', memberId(member), 'serves');
    }
  for (const env of index.all('env')) for (const {pool} of env.folded?.pools ?? []) join(env.id, 'served by', pool, 'serves');
  return new Map([...links].map(([id, own]) => [id, [...own].map(([to, relation]) => [relation, wellFormed(to)] as const)]));
}
