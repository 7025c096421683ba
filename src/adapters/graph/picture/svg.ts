import type {Graph, GraphGroup} from '../../../core/domain/graph/graph.js';
import {countsText, groupText, titleText} from '../words.js';
import type {Arrangement, Placed, Point} from './arrange.js';
import {escapeXml} from './escape.js';
import {isUncertain, textWidth, type Font} from './measure.js';
import {fonts, type Box, type Shape, type TextShape} from './shapes.js';
import {stylesheet} from './stylesheet.js';
import {icons, markForm} from './symbols.js';
import type {SceneLine} from './scene.js';

export interface DrawnScene {
  readonly graph: Graph;
  readonly arrangement: Arrangement;
  readonly boxes: readonly Box[];
  readonly frames: readonly GraphGroup[];
  readonly lines: readonly SceneLine[];
  readonly legend: {readonly shapes: readonly Shape[]; readonly height: number};
}

const margin = 32;

/** The picture as text. Ids of what is drawn are in it only where a page wants to find them. */
export function svgText(scene: DrawnScene, {findable}: {readonly findable: boolean}): string {
  const {graph, arrangement, legend} = scene;
  const heading = headingOf(arrangement.width);
  const top = margin + Math.round(heading.size * 1.7) + 30;
  const width =
    Math.ceil(
      Math.max(
        arrangement.width,
        textWidth(titleText(graph), heading),
        textWidth(countsText(graph), {size: heading.size * 0.56}),
        420,
      ),
    ) +
    2 * margin;
  const height = Math.ceil(top + arrangement.height + legend.height) + margin;
  const placed = (id: string) => arrangement.placed.get(id) as Placed;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" class="muster" ${findable ? 'role="group"' : 'role="img"'} aria-labelledby="graph-title graph-desc">`,
    `<title id="graph-title">${escapeXml(titleText(graph))}</title>`,
    `<desc id="graph-desc">${escapeXml(describe(graph))}</desc>`,
    `<style>\n${stylesheet()}\n</style>`,
    definitions(),
    `<rect class="page" width="${width}" height="${height}"/>`,
    shapeText({shape: 'text', x: margin, y: margin + heading.size * 0.75, text: titleText(graph), font: heading, tone: 'strong'}),
    shapeText({
      shape: 'text',
      x: margin,
      y: margin + heading.size * 1.65,
      text: countsText(graph),
      font: {size: Math.round(heading.size * 0.55)},
      tone: 'faint',
    }),
    `<g transform="translate(${margin} ${top})">`,
    ...scene.frames.map((frame) => frameText(frame, placed(frame.id), findable)),
    ...scene.lines.map((line) => lineText(line, arrangement.lines.get(line.id) ?? [], findable)),
    ...scene.boxes.map((box) => boxText(box, placed(box.id), findable)),
    '</g>',
    `<g transform="translate(${margin} ${number(top + arrangement.height)})">${legend.shapes.map((shape) => shapeText(shape)).join('')}</g>`,
    '</svg>',
    '',
  ].join('\n');
}

/** The heading can be read where the whole is made to fit a wall. */
function headingOf(width: number): Font {
  return {size: Math.round(Math.min(60, Math.max(22, width / 48))), bold: true};
}

function describe(graph: Graph): string {
  const envs = graph.nodes.filter((node) => node.kind === 'env').map((env) => env.name);
  return `${countsText(graph)}. From left to right: entry addresses, environments with their apps, and the nodes that serve them. Environments: ${envs.join(', ') || 'none'}.`;
}

function definitions(): string {
  const symbols = Object.entries(icons).map(
    ([name, path]) => `<symbol id="icon-${name}" viewBox="0 0 16 16"><path d="${path}"/></symbol>`,
  );
  return `<defs>${symbols.join('')}<pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="hatch" d="M0 0V5"/></pattern></defs>`;
}

function frameText(frame: GraphGroup, {x, y, width, height}: Placed, findable: boolean): string {
  const heading: readonly Shape[] = [
    {shape: 'icon', x: 14, y: 14, size: 16, icon: frame.kind},
    {shape: 'text', x: 38, y: 26, text: groupText(frame), font: fonts.strong, tone: 'faint'},
  ];
  return `<g${idText(frame.id, findable)} transform="translate(${number(x)} ${number(y)})"><rect class="frame ${frame.kind}" width="${number(width)}" height="${number(height)}" rx="14"/>${heading.map((shape) => shapeText(shape)).join('')}</g>`;
}

function boxText({id, kind, about, width, height, tone, shapes}: Box, at: Point, findable: boolean): string {
  const radius = tone.startsWith('pill') ? Math.min(15, height / 2) : 10;
  const inside = shapes.map((shape) => shapeText(shape, findable)).join('');
  return `<g${thingText({id, kind, about}, findable)} transform="translate(${number(at.x)} ${number(at.y)})"><title>${escapeXml(about)}</title><rect class="${tone}" width="${width}" height="${number(height)}" rx="${radius}"/>${inside}</g>`;
}

function thingText(
  {id, kind, about}: {readonly id: string; readonly kind: string; readonly about: string},
  findable: boolean,
): string {
  return findable ? `${idText(id, true)} data-kind="${kind}" role="group" tabindex="-1" aria-label="${escapeXml(about)}"` : '';
}

function idText(id: string, findable: boolean): string {
  return findable ? ` data-id="${escapeXml(id)}"` : '';
}

function lineText({tone, ends}: SceneLine, points: readonly Point[], findable: boolean): string {
  const [last, before] = [points.at(-1), points.at(-2)];
  if (!last || !before) return '';
  const found = findable ? ` data-from="${escapeXml(ends[0])}" data-to="${escapeXml(ends[1])}"` : '';
  const tip = tone.startsWith('leads') ? `<path class="tip" d="M${number(last.x)} ${number(last.y)}l-7-4v8z"/>` : '';
  return `<g class="line"${found}><path class="${tone}" d="${roundedPath(points)}"/>${tip}</g>`;
}

const cornerRadius = 8;

function roundedPath(points: readonly Point[]): string {
  return points
    .map((point, index) => {
      const [before, after] = [points[index - 1], points[index + 1]];
      if (!before) return `M${number(point.x)} ${number(point.y)}`;
      if (!after) return `L${number(point.x)} ${number(point.y)}`;
      const enter = towards(point, before);
      const leave = towards(point, after);
      return `L${number(enter.x)} ${number(enter.y)}Q${number(point.x)} ${number(point.y)} ${number(leave.x)} ${number(leave.y)}`;
    })
    .join('');
}

function towards(from: Point, to: Point): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const share = length === 0 ? 0 : Math.min(cornerRadius, length / 2) / length;
  return {x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share};
}

function shapeText(shape: Shape, findable = false): string {
  switch (shape.shape) {
    case 'rect':
      return `<rect class="${shape.tone}" x="${number(shape.x)}" y="${number(shape.y)}" width="${number(shape.width)}" height="${number(shape.height)}"${shape.radius > 0 ? ` rx="${shape.radius}"` : ''}/>`;
    case 'stroke':
      return `<path class="${shape.tone}" d="M${number(shape.x)} ${number(shape.y)}h${shape.width}"/>`;
    case 'text':
      return textText(shape);
    case 'icon':
      return `<use class="icon" href="#icon-${shape.icon}" x="${number(shape.x)}" y="${number(shape.y)}" width="${shape.size}" height="${shape.size}"/>`;
    case 'mark':
      return `<path class="fill-${shape.position % 6}" transform="translate(${number(shape.x)} ${number(shape.y)}) scale(${shape.size / 2})" d="${markForm(shape.position)}"/>`;
    case 'part':
      return `<g${thingText(shape, findable)}><title>${escapeXml(shape.about)}</title>${shape.shapes.map((inside) => shapeText(inside)).join('')}</g>`;
  }
}

/** Where a viewer's font may be wider than what was measured, the text is held to its room. */
function textText({x, y, text, font, tone, anchor}: TextShape): string {
  const held = isUncertain(text) ? ` textLength="${textWidth(text, font)}" lengthAdjust="spacingAndGlyphs"` : '';
  return `<text class="${tone}${font.bold ? ' b' : ''}" x="${number(x)}" y="${number(y)}" font-size="${font.size}"${anchor ? ` text-anchor="${anchor}"` : ''}${held}>${escapeXml(text)}</text>`;
}

/** One digit after the point, and none where it is whole: the same text on every machine. */
function number(value: number): string {
  return `${Math.round(value * 10) / 10}`;
}
