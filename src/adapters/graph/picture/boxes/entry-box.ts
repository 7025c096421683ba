import type {VertexOf} from '../../../../core/domain/graph/graph.js';
import {addressText} from '../../words.js';
import {textWidth} from '../measure.js';
import {fonts, text, type Box, type Port, type Shape} from '../shapes.js';
import {Stack, widthFor} from '../stack.js';

const left = 30;
const right = 12;

/** An address as a pill; each further path is a line of its own, from which its own line leads. */
export function entryBox(entry: VertexOf<'entry'>, width: number): Box {
  const role = entryRole(entry);
  const roleWidth = role === '' ? 0 : textWidth(role, fonts.small) + 10;
  const stack = new Stack(left, width - right, 6);
  const font = entry.primary ? fonts.strong : fonts.plain;
  const middle = stack.write(addressText(entry.name), {font, tone: entry.primary ? 'strong' : 'plain', end: roleWidth});
  const ports: Port[] = [];
  for (const {path} of entry.routes) {
    const y = path === '/' ? middle : stack.gap(1).write(path, {font: fonts.small, tone: 'faint'});
    ports.push({id: routePort(entry.id, path), side: 'right', y});
  }
  const roleShape: readonly Shape[] =
    role === '' ? [] : [text({x: width - right, y: middle + 4}, role, {font: fonts.small, tone: 'faint', anchor: 'end'})];
  return {
    id: entry.id,
    kind: 'entry',
    about: `${role} entry ${addressText(entry.name)} of env ${entry.env}`.trim(),
    width,
    height: stack.y + 6,
    tone: entry.backup ? 'pill backup' : 'pill',
    shapes: [{shape: 'icon', x: 10, y: middle - 7, size: 14, icon: 'entry'}, ...stack.shapes, ...roleShape],
    ports,
  };
}

export function routePort(entry: string, path: string): string {
  return `${entry} ${path}`;
}

/** One width for all, so that they stand in a column. */
export function entryWidth(entries: readonly VertexOf<'entry'>[]): number {
  const roles = widthFor(entries.map(entryRole), fonts.small, {least: 0, most: 80});
  const addresses = widthFor(
    entries.flatMap((entry) => [addressText(entry.name), ...entry.routes.map((route) => route.path)]),
    fonts.strong,
    {least: 80, most: 300},
  );
  return left + addresses + 10 + roles + right;
}

function entryRole({primary, backup}: VertexOf<'entry'>): string {
  return backup ? 'backup' : primary ? 'primary' : '';
}
