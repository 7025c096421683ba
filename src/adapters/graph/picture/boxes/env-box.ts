import type {VertexOf} from '../../../../core/domain/graph/graph.js';
import type {GraphIndex} from '../../graph-index.js';
import {labelTexts, rolesText, serviceText} from '../../words.js';
import {textWidth} from '../measure.js';
import {fonts, text, type Box, type PartShape, type Port, type Shape} from '../shapes.js';
import {Stack} from '../stack.js';

const width = 296;
const indent = 22;

/** An environment with its apps and services; lines of entries come to the left of what they lead to. */
export function envBox(index: GraphIndex, env: VertexOf<'env'>): Box {
  const stack = new Stack(18, width - 14, 10);
  const middle = envHeading(stack, env);
  const ports: Port[] = [
    {id: `${env.id} in`, side: 'left', y: middle},
    {id: `${env.id} out`, side: 'right', y: middle},
  ];
  const [apps, services] = [appsByEntry(index, env), index.within(env.id, 'service')];
  if (apps.length + services.length > 0) stack.gap(8).rule();
  for (const app of apps) {
    const row = appRow(stack.gap(6), app);
    stack.put(row.part);
    ports.push({id: app.id, side: 'left', y: row.middle});
  }
  for (const service of services) stack.gap(6).put(serviceRow(stack, service));
  return {
    id: env.id,
    kind: 'env',
    about:
      `env ${env.name}: ${[...labelTexts(env.labels), ...apps.map((app) => `${app.name} ${app.version}`)].join(', ')}`.replace(
        /: $/,
        '',
      ),
    width,
    height: stack.y + 10,
    tone: 'card',
    shapes: [envBand(env, stack.y + 10), ...stack.shapes],
    ports,
  };
}

/** The colour of the environment down its left side. */
export function envBand(env: VertexOf<'env'>, height: number): Shape {
  return {shape: 'rect', x: 0, y: 9, width: 5, height: height - 18, radius: 2.5, tone: `fill-${env.position % 6}`};
}

/** What the first entry leads to comes first, so that few lines cross. */
function appsByEntry(index: GraphIndex, env: VertexOf<'env'>): readonly VertexOf<'app'>[] {
  const led = index.entriesOf(env).flatMap((entry) => entry.routes.map((route) => route.app));
  const rank = ({name}: VertexOf<'app'>) => (led.includes(name) ? led.indexOf(name) : led.length);
  return [...index.within(env.id, 'app')].sort((a, b) => rank(a) - rank(b));
}

/** Mark, name and labels; returns the middle of the first line. */
export function envHeading(stack: Stack, env: VertexOf<'env'>, labelling: 'badges' | 'text' | 'none' = 'badges'): number {
  const middle = stack.write(env.name, {font: fonts.title, tone: 'strong', indent});
  stack.put({shape: 'mark', x: stack.left + 7, y: middle, size: 14, position: env.position});
  const labels = labelTexts(env.labels);
  if (labelling === 'text' && labels.length > 0) stack.write(labels.join(' · '), {font: fonts.small, tone: 'faint'});
  if (labelling === 'badges' && labels.length > 0) stack.gap(4).badges(labels.map((label) => ({text: label, tone: 'chip'})));
  return middle;
}

function appRow(stack: Stack, app: VertexOf<'app'>): {readonly part: PartShape; readonly middle: number} {
  const own = new Stack(stack.left, stack.right, stack.y);
  const room = textWidth(app.version, fonts.small) + 8;
  const beside = room < own.room / 2;
  const middle = own.write(app.name, {font: fonts.strong, tone: 'strong', indent, end: beside ? room : 0});
  if (beside) own.put(text({x: own.right, y: middle + 4}, app.version, {font: fonts.small, tone: 'plain', anchor: 'end'}));
  else own.write(app.version, {font: fonts.small, tone: 'plain', indent});
  const roles = `${app.state === 'stopped' ? 'stopped: ' : ''}${rolesText(app.roles)} · ${app.balance}`;
  own.write(roles, {font: fonts.small, tone: app.state === 'stopped' ? 'alert' : 'faint', indent});
  own.put({shape: 'icon', x: own.left, y: middle - 7, size: 14, icon: 'app'});
  const ground = rowGround(own, stack.y);
  stack.y = own.y;
  const about = `app ${app.name} ${app.version} in env ${app.env}: ${roles}`;
  return {part: {shape: 'part', id: app.id, kind: 'app', about, shapes: [ground, ...own.shapes]}, middle};
}

function serviceRow(stack: Stack, service: VertexOf<'service'>): PartShape {
  const own = new Stack(stack.left, stack.right, stack.y);
  const middle = own.write(service.name, {font: fonts.plain, tone: 'plain', indent});
  own.write(serviceText(service), {font: fonts.small, tone: 'faint', indent});
  own.put({shape: 'icon', x: own.left, y: middle - 7, size: 14, icon: 'service'});
  const ground = rowGround(own, stack.y);
  stack.y = own.y;
  const about = `service ${service.name} of env ${service.env}: ${serviceText(service)}`;
  return {shape: 'part', id: service.id, kind: 'service', about, shapes: [ground, ...own.shapes]};
}

/** Nothing to be seen, but something to point at. */
function rowGround(row: Stack, top: number): Shape {
  return {shape: 'rect', x: row.left - 5, y: top - 3, width: row.room + 10, height: row.y - top + 5, radius: 6, tone: 'ground'};
}
