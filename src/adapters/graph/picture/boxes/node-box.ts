import {groupBy} from '../../../../core/domain/indexes.js';
import type {ServedEdge, VertexOf} from '../../../../core/domain/graph/graph.js';
import type {GraphIndex} from '../../graph-index.js';
import {capacityText, counted, labelTexts} from '../../words.js';
import {textWidth} from '../measure.js';
import {boxTone, fonts, text, type Badge, type Box, type Port} from '../shapes.js';
import {Stack, widthFor} from '../stack.js';

const width = 316;
const indent = 22;
/** More instances of a role of one app on one node are told by their number. */
const badgesAtMost = 8;

export interface NodeSurroundings {
  /** Order of the environments in the picture. */
  readonly byOrder: (a: {readonly id: string}, b: {readonly id: string}) => number;
  /** Whether it stands in a frame that tells its zone. */
  readonly inZone: boolean;
}

/** A node with a section for each environment that it serves, to which that one's line comes. */
export function nodeBox(index: GraphIndex, node: VertexOf<'node'>, {byOrder, inZone}: NodeSurroundings): Box {
  const stack = new Stack(14, width - 14, 10);
  nodeHeading(stack, node, inZone ? null : node.zone);
  const ports: Port[] = [];
  const served = index
    .edgesTo(node.id, 'served')
    .flatMap((edge) => {
      const env = index.find(edge.from, 'env');
      return env ? [[env, edge] as const] : [];
    })
    .sort(([a], [b]) => byOrder(a, b));
  const instances = groupBy(index.within(node.id, 'instance'), (instance) => instance.env);
  if (served.length > 0) stack.gap(8).rule();
  for (const [env, edge] of served) {
    const middle = envSection(stack.gap(8), {env, edge, instances: instances.get(env.name) ?? []});
    ports.push({id: `${node.id} ${env.id}`, side: 'left', y: middle});
  }
  return {
    id: node.id,
    kind: 'node',
    about: `node ${node.name}${node.state === 'active' ? '' : `, ${node.state}`}: ${[capacityText(node.capacity), node.address, ...labelTexts(node.labels)].filter(Boolean).join(', ')}`,
    width,
    height: stack.y + 10,
    tone: boxTone(node.state),
    shapes: stack.shapes,
    ports,
  };
}

function nodeHeading(stack: Stack, node: VertexOf<'node'>, zone: string | null): void {
  const state = node.state === 'active' ? '' : node.state;
  const middle = stack.write(node.name, {font: fonts.title, tone: 'strong', indent, end: textWidth(state, fonts.strong) + 8});
  stack.put({shape: 'icon', x: stack.left, y: middle - 8, size: 16, icon: 'node'});
  if (state !== '') stack.put(text({x: stack.right, y: middle + 4}, state, {font: fonts.strong, tone: 'alert', anchor: 'end'}));
  const weight = node.weight === null ? '' : `weight ${node.weight}`;
  const facts = [capacityText(node.capacity), zone === null ? '' : `zone ${zone}`, weight]
    .filter((fact) => fact !== '')
    .join(' · ');
  if (facts !== '') stack.write(facts, {font: fonts.plain, tone: 'plain', indent});
  stack.write(node.address, {font: fonts.small, tone: 'faint', indent});
  const labels = labelTexts(node.labels);
  if (labels.length > 0) stack.gap(4).badges(labels.map((label) => ({text: label, tone: 'chip'})));
}

interface Section {
  readonly env: VertexOf<'env'>;
  readonly edge: ServedEdge;
  readonly instances: readonly VertexOf<'instance'>[];
}

function envSection(stack: Stack, {env, edge, instances}: Section): number {
  const weight = edge.weight === null ? '' : `weight ${edge.weight}`;
  const middle = stack.write(env.name, {font: fonts.strong, tone: 'strong', indent, end: textWidth(weight, fonts.small) + 8});
  stack.put({shape: 'mark', x: stack.left + 7, y: middle, size: 12, position: env.position});
  if (weight !== '') stack.put(text({x: stack.right, y: middle + 4}, weight, {font: fonts.small, tone: 'faint', anchor: 'end'}));
  if (instances.length === 0) stack.write('nothing placed here', {font: fonts.small, tone: 'faint', indent});
  const apps = groupBy(instances, (instance) => instance.app);
  const names = widthFor([...apps.keys()], fonts.small, {least: 0, most: stack.room});
  const beside = names < stack.room / 3;
  for (const [app, own] of apps) {
    const badges = [...groupBy(own, (instance) => instance.role).values()].flatMap(roleBadges);
    const top = stack.gap(2).y;
    stack.write(app, {font: fonts.small, tone: 'plain', indent});
    if (beside) stack.y = top - 1;
    stack.badges(badges, indent + (beside ? names + 10 : 0)).gap(3);
  }
  return middle;
}

function roleBadges(instances: readonly VertexOf<'instance'>[]): readonly Badge[] {
  const role = instances[0]?.role ?? '';
  const tone = role === 'master' ? 'badge master' : 'badge';
  if (instances.length > badgesAtMost) return [{text: counted(instances.length, role), tone}];
  return instances.map(({id, name, ordinal, env}) => ({
    text: `${role} ${ordinal}`,
    tone,
    part: {id, kind: 'instance', about: `instance ${name} of env ${env}`},
  }));
}
