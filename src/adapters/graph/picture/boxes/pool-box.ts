import type {PoolMember, VertexOf} from '../../../../core/domain/graph/graph.js';
import {counted, statesText, sumText} from '../../words.js';
import {fonts, text, type Box, type PartShape, type Port} from '../shapes.js';
import {Stack, widthFor} from '../stack.js';
import {disc, discSize} from './env-tile.js';

/** How nodes of pools are drawn: with their names, or when there are too many as squares. */
export interface Tiling {
  readonly form: 'named' | 'square';
  readonly tile: number;
  readonly columns: number;
}

const namedAtMost = 300;
const gap = 4;
const namedHeight = 22;

export function tilingOf(pools: readonly VertexOf<'pool'>[]): Omit<Tiling, 'columns'> {
  const members = pools.flatMap((pool) => pool.members);
  if (members.length > namedAtMost) return {form: 'square', tile: 14};
  const names = widthFor(
    members.map((member) => member.name),
    fonts.small,
    {least: 40, most: 430},
  );
  const counts = widthFor(
    members.map((member) => `${member.instances}`),
    fonts.small,
    {least: 8, most: 60},
  );
  return {form: 'named', tile: names + counts + 24};
}

/** `lines` are the ids of the ports of the lines that come to it, from the uppermost on. */
export function poolBox(pool: VertexOf<'pool'>, {form, tile, columns}: Tiling, lines: readonly string[]): Box {
  const width = Math.max(28 + columns * (tile + gap) - gap, 300);
  const stack = new Stack(14, width - 14, 10);
  const indent = discSize(pool.number) + 6;
  const middle = stack.write(pool.zone === null ? pool.name : `zone ${pool.zone}`, {
    font: fonts.title,
    tone: 'strong',
    indent,
    end: 80,
  });
  stack.put(...disc(pool.number, stack.left, middle));
  stack.put(
    text({x: stack.right, y: middle + 4}, counted(pool.nodes, 'node'), {font: fonts.small, tone: 'plain', anchor: 'end'}),
  );
  const facts = [sumText(pool.capacity), counted(pool.instances, 'instance')].filter((fact) => fact !== '').join(' · ');
  stack.write(facts, {font: fonts.small, tone: 'faint'});
  if (statesText(pool) !== '') stack.write(statesText(pool), {font: {...fonts.small, bold: true}, tone: 'alert'});
  stack.gap(5);
  const height = form === 'named' ? namedHeight : tile;
  for (const [index, member] of pool.members.entries()) {
    const at = {x: stack.left + (index % columns) * (tile + gap), y: stack.y + Math.floor(index / columns) * (height + gap)};
    stack.put(form === 'named' ? namedTile(member, at, tile) : squareTile(member, at, tile));
  }
  stack.gap(Math.ceil(pool.members.length / columns) * (height + gap) - gap);
  if (pool.unlisted > 0) stack.gap(4).write(`and ${counted(pool.unlisted, 'more node')}`, {font: fonts.small, tone: 'faint'});
  return {
    id: pool.id,
    kind: 'pool',
    about: `${pool.zone === null ? 'group' : 'zone'} ${pool.name}: ${[counted(pool.nodes, 'node'), facts, statesText(pool)].filter(Boolean).join(', ')}`,
    width,
    height: stack.y + 10,
    tone: 'card',
    shapes: stack.shapes,
    ports: spread(lines, stack.y + 10),
  };
}

/** Each line has a place of its own on the left border, or they could not be told apart. */
function spread(ids: readonly string[], height: number): readonly Port[] {
  const step = Math.min(10, (height - 24) / Math.max(1, ids.length - 1));
  return ids.map((id, index) => ({id, side: 'left', y: Math.round(19 + index * step)}));
}

function namedTile(member: PoolMember, {x, y}: {readonly x: number; readonly y: number}, width: number): PartShape {
  const base = y + namedHeight / 2 + 4;
  return part(member, [
    {shape: 'rect', x, y, width, height: namedHeight, radius: 5, tone: `tile ${member.state}`},
    text({x: x + 8, y: base}, member.name, {font: fonts.small, tone: member.state === 'active' ? 'plain' : 'alert'}),
    text({x: x + width - 7, y: base}, `${member.instances}`, {font: fonts.small, tone: 'faint', anchor: 'end'}),
  ]);
}

function squareTile(member: PoolMember, {x, y}: {readonly x: number; readonly y: number}, size: number): PartShape {
  return part(member, [{shape: 'rect', x, y, width: size, height: size, radius: 3, tone: `tile ${member.state}`}]);
}

function part(member: PoolMember, shapes: PartShape['shapes']): PartShape {
  const about = `node ${member.name}, ${member.state}, ${counted(member.instances, 'instance')}`;
  return {shape: 'part', id: `node/${member.org}/${member.name}`, kind: 'node', about, shapes};
}
