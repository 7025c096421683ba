import {groupBy} from '../../core/domain/indexes.js';
import type {GraphNode, VertexOf} from '../../core/domain/graph/graph.js';
import type {GraphIndex} from './graph-index.js';
import {addressText, capacityText, counted, labelTexts, rolesText, serviceText, statesText, sumText} from './words.js';

/** What formats whose boxes hold only lines of text draw as boxes; the rest is told within them. */
export type BoxedVertex = VertexOf<'entry' | 'env' | 'node' | 'pool'>;

export function isBoxed(node: GraphNode): node is BoxedVertex {
  return node.kind === 'entry' || node.kind === 'env' || node.kind === 'node' || node.kind === 'pool';
}

/** What a box says, its name first. */
export function vertexLines(index: GraphIndex, vertex: BoxedVertex): readonly string[] {
  switch (vertex.kind) {
    case 'entry':
      return [addressText(vertex.name), ...(vertex.backup ? ['backup'] : vertex.primary ? ['primary'] : [])];
    case 'env':
      return [vertex.name, ...labelTexts(vertex.labels), ...(vertex.folded ? foldedLines(vertex) : envLines(index, vertex))];
    case 'node':
      return nodeLines(index, vertex);
    case 'pool':
      return poolLines(vertex);
  }
}

function envLines(index: GraphIndex, env: VertexOf<'env'>): readonly string[] {
  const apps = index.within(env.id, 'app');
  return [
    ...apps.map(
      ({name, version, roles, state}) => `${name} ${version}: ${state === 'stopped' ? 'stopped, ' : ''}${rolesText(roles)}`,
    ),
    ...index.within(env.id, 'service').map((service) => `${service.name}: ${serviceText(service)}`),
  ];
}

function foldedLines({folded, instances}: VertexOf<'env'>): readonly string[] {
  if (folded === null) return [];
  const {entries, apps, pools} = folded;
  return [
    ...entries.first.map(addressText),
    ...(entries.more > 0 ? [`and ${counted(entries.more, 'more entry')}`] : []),
    ...apps.first.map(({name, version}) => `${name} ${version}`),
    ...(apps.more > 0 ? [`and ${counted(apps.more, 'more app')}`] : []),
    counted(instances, 'instance'),
    ...(pools.length > 0 ? [`pools ${pools.map(({number, nodes}) => `${number} (${counted(nodes, 'node')})`).join(', ')}`] : []),
  ];
}

function nodeLines(index: GraphIndex, node: VertexOf<'node'>): readonly string[] {
  const byEnv = groupBy(index.within(node.id, 'instance'), (instance) => `${instance.env}: ${instance.app}`);
  return [
    node.name,
    ...(node.state === 'active' ? [] : [node.state]),
    ...[capacityText(node.capacity)].filter((text) => text !== ''),
    node.address,
    ...labelTexts(node.labels),
    ...[...byEnv].map(([where, instances]) => `${where} ${instances.map(({role, ordinal}) => `${role} ${ordinal}`).join(', ')}`),
  ];
}

function poolLines(pool: VertexOf<'pool'>): readonly string[] {
  return [
    `${pool.number}: ${pool.zone === null ? pool.name : `zone ${pool.zone}`}`,
    [counted(pool.nodes, 'node'), sumText(pool.capacity), counted(pool.instances, 'instance')]
      .filter((text) => text !== '')
      .join(' · '),
    ...[statesText(pool)].filter((text) => text !== ''),
  ];
}

/** What is written at a line: the path and app that an address leads to, where there is a choice, or a weight. */
export function edgeText(index: GraphIndex, edge: GraphIndex['graph']['edges'][number]): string {
  if (edge.kind === 'leads') {
    const app = index.find(edge.to, 'app')?.name;
    return [...(edge.path === '/' ? [] : [edge.path]), ...(app === undefined ? [] : [app])].join(' ');
  }
  if (edge.kind === 'runs') return '';
  if (edge.weight !== null) return `weight ${edge.weight}`;
  return index.graph.detail === 'summary' ? counted(edge.nodes, 'node') : '';
}
