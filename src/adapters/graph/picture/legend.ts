import type {Graph} from '../../../core/domain/graph/graph.js';
import {counted} from '../words.js';
import {textWidth} from './measure.js';
import {fonts, text, type Shape} from './shapes.js';

interface Item {
  readonly words: string;
  readonly swatch: (x: number, y: number) => readonly Shape[];
  readonly width: number;
}

const rowHeight = 24;
const top = 40;

/** What the signs of this picture mean, in rows no wider than the picture; only signs that occur. */
export function legendOf(graph: Graph, width: number): {readonly shapes: readonly Shape[]; readonly height: number} {
  const shapes: Shape[] = [];
  if (graph.nodes.length === 0)
    return {shapes: [text({x: 0, y: 14}, 'There is nothing to draw yet.', {font: fonts.plain, tone: 'plain'})], height: 24};
  let [x, y] = [0, top];
  for (const item of itemsOf(graph)) {
    const room = item.width + 8 + textWidth(item.words, fonts.small);
    if (x > 0 && x + room > width) [x, y] = [0, y + rowHeight];
    shapes.push(...item.swatch(x, y), text({x: x + item.width + 8, y: y + 4}, item.words, {font: fonts.small, tone: 'faint'}));
    x += room + 24;
  }
  return shapes.length === 0 ? {shapes, height: 0} : {shapes, height: y + rowHeight / 2};
}

function itemsOf(graph: Graph): readonly Item[] {
  const has = (test: (node: Graph['nodes'][number]) => boolean) => graph.nodes.some(test);
  const served = graph.edges.flatMap((edge) => (edge.kind === 'served' ? [edge] : []));
  const items: readonly (readonly [boolean, Item])[] = [
    [has((it) => it.kind === 'entry'), rectItem('entry address', 'pill', 10)],
    [has((it) => it.kind === 'entry' && it.backup), rectItem('backup entry', 'pill backup', 10)],
    [has((it) => it.kind === 'env'), markItem('environment, the same mark everywhere')],
    [served.some((it) => it.instances > 0), lineItem('runs instances on', 'served')],
    [served.some((it) => it.instances === 0), lineItem('may use, nothing placed there', 'served idle')],
    [has((it) => it.kind === 'instance' && it.role === 'master'), rectItem('master', 'badge master', 9)],
    [has((it) => it.kind === 'instance' && it.role !== 'master'), rectItem('other instance', 'badge', 9)],
    [has((it) => it.kind === 'pool'), rectItem('node, with the number of its instances', 'tile active', 4)],
    [
      has((it) => (it.kind === 'pool' && it.states.cordoned > 0) || (it.kind === 'node' && it.state === 'cordoned')),
      rectItem('cordoned: nothing new is placed', 'tile cordoned', 4),
    ],
    [
      has((it) => (it.kind === 'pool' && it.states.drained > 0) || (it.kind === 'node' && it.state === 'drained')),
      rectItem('drained: emptied', 'tile drained', 4),
    ],
    [has((it) => it.kind === 'pool'), discItem('number of a pool of nodes')],
    [graph.unlistedEnvs > 0, {words: `${counted(graph.unlistedEnvs, 'more env')} not shown`, swatch: () => [], width: 0}],
  ];
  return items.filter(([occurs]) => occurs).map(([, item]) => item);
}

function rectItem(words: string, tone: string, radius: number): Item {
  return {words, width: 26, swatch: (x, y) => [{shape: 'rect', x, y: y - 8, width: 26, height: 16, radius, tone}]};
}

function markItem(words: string): Item {
  return {
    words,
    width: 44,
    swatch: (x, y) => [0, 1, 2].map((position) => ({shape: 'mark', x: x + 7 + position * 15, y, size: 11, position})),
  };
}

function lineItem(words: string, tone: string): Item {
  return {words, width: 30, swatch: (x, y) => [{shape: 'stroke', x, y, width: 30, tone}]};
}

function discItem(words: string): Item {
  return {
    words,
    width: 17,
    swatch: (x, y) => [
      {shape: 'rect', x, y: y - 8.5, width: 17, height: 17, radius: 8.5, tone: 'disc'},
      text({x: x + 8.5, y: y + 4}, '1', {font: fonts.small, tone: 'on-disc', anchor: 'middle'}),
    ],
  };
}
