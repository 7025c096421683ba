import type {Graph} from '../../../core/domain/graph/graph.js';
import {arrange, type Arrangement, type Piece} from './arrange.js';
import {legendOf} from './legend.js';
import {fullScene, type Scene} from './scene.js';
import type {Box} from './shapes.js';
import {summaryScene} from './summary-scene.js';
import {svgText} from './svg.js';

/** The graph as SVG; `findable` marks what is drawn with the ids of the graph, for a page that works on it. */
export async function drawSvg(graph: Graph, {findable}: {readonly findable: boolean}): Promise<string> {
  const scene = graph.detail === 'full' ? await orderedScene(graph) : summaryScene(graph);
  const arrangement = await arrange(scene.pieces, scene.lines, 'kept');
  const legend = legendOf(graph, Math.max(arrangement.width, 620));
  return svgText(
    {
      graph,
      arrangement,
      boxes: inReadingOrder(scene.pieces.flatMap(boxesOf), arrangement),
      frames: scene.frames,
      lines: scene.lines,
      legend,
    },
    {findable},
  );
}

/** Placed once to find the order in which lines cross least; what stands within the boxes then follows that order. */
async function orderedScene(graph: Graph): Promise<Scene> {
  const free = fullScene(graph, null);
  const {placed} = await arrange(free.pieces, free.lines, 'free');
  return fullScene(graph, placed);
}

/** From left to right and from top to bottom: the order in which keys and screen readers come to them. */
function inReadingOrder(boxes: readonly Box[], {placed}: Arrangement): readonly Box[] {
  const at = ({id}: Box) => placed.get(id) ?? {x: 0, y: 0};
  return [...boxes].sort((a, b) => at(a).x - at(b).x || at(a).y - at(b).y);
}

function boxesOf(piece: Piece): readonly Box[] {
  if (piece.piece === 'box') return [piece.box];
  return piece.piece === 'grid' ? piece.cells.map(({box}) => box) : piece.pieces.flatMap(boxesOf);
}
