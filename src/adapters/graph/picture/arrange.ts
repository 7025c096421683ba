import type {ElkExtendedEdge, ElkNode, LayoutOptions} from 'elkjs/lib/elk-api.js';
import type {Box, Port} from './shapes.js';

/** Something to place: a box, or a frame around others. `rank` orders what stands within one frame from left to right. */
export type Piece = BoxPiece | GridPiece | FramePiece;

export interface BoxPiece {
  readonly piece: 'box';
  readonly rank: number;
  readonly box: Box;
}

/** Boxes that are placed already, from the upper left of the grid. Lines leave it to the right. */
export interface GridPiece {
  readonly piece: 'grid';
  readonly rank: number;
  readonly id: string;
  readonly cells: readonly {readonly box: Box; readonly x: number; readonly y: number}[];
}

export interface FramePiece {
  readonly piece: 'frame';
  readonly rank: number;
  readonly id: string;
  /** Room that its own heading needs. */
  readonly least: {readonly width: number; readonly top: number};
  readonly pieces: readonly Piece[];
  /** Where all lines come together that begin or end at the frame itself: ids of ports. */
  readonly ports: readonly Omit<Port, 'y'>[];
}

/** From and to ids of ports. */
export interface Line {
  readonly id: string;
  readonly from: string;
  readonly to: string;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Placed extends Point {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}

export interface Arrangement {
  readonly width: number;
  readonly height: number;
  /** Boxes and frames by id; `x` and `y` from the upper left of the whole. */
  readonly placed: ReadonlyMap<string, Placed>;
  readonly lines: ReadonlyMap<string, readonly Point[]>;
}

const options: LayoutOptions = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.json.edgeCoords': 'ROOT',
  'elk.json.shapeCoords': 'ROOT',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.padding': '[top=0,left=0,bottom=0,right=0]',
};
const withinOptions: LayoutOptions = {
  'elk.partitioning.activate': 'true',
  'elk.separateConnectedComponents': 'false',
  'elk.spacing.nodeNode': '14',
  'elk.spacing.edgeNode': '16',
  'elk.spacing.edgeEdge': '10',
  'elk.layered.spacing.nodeNodeBetweenLayers': '44',
  'elk.layered.spacing.edgeNodeBetweenLayers': '18',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '10',
};

/** `free`: pieces and ports in the order in which lines cross least; `kept`: in the order given, ports where their boxes have them. */
export type Order = 'free' | 'kept';

/** Places pieces in layers from left to right, and leads the lines around them. Nothing takes no room. */
export async function arrange(pieces: readonly Piece[], lines: readonly Line[], order: Order): Promise<Arrangement> {
  if (pieces.length === 0) return {width: 0, height: 0, placed: new Map(), lines: new Map()};
  const {
    default: {default: Elk},
  } = await import('elkjs/lib/elk.bundled.js');
  const root: ElkNode = {
    id: 'root',
    layoutOptions: {...options, ...withinOptions, ...orderOptions(order)},
    children: elkNodes(pieces, order),
    edges: lines.map(({id, from, to}) => ({id, sources: [from], targets: [to]})),
  };
  const {width = 0, height = 0, children = [], edges = []} = await new Elk().layout(root);
  const placed = new Map(children.flatMap(placedWithin).map((found) => [found.id, found]));
  for (const cell of pieces.flatMap((piece) => cellsWithin(piece, placed))) placed.set(cell.id, cell);
  return {width, height, placed, lines: new Map(edges.map((edge) => [edge.id, pointsOf(edge)]))};
}

/** The order is told by positions, whose distances do not matter. */
function elkNodes(pieces: readonly Piece[], order: Order): ElkNode[] {
  return pieces.map((piece, index) => ({...elkNode(piece, order), x: 0, y: index * 100}));
}

function elkNode(piece: Piece, order: Order): ElkNode {
  const partition = {'elk.partitioning.partition': `${piece.rank}`, 'elk.alignment': 'LEFT'};
  switch (piece.piece) {
    case 'box':
      return elkLeaf(piece.box, piece.box.ports, {...partition, ...portOptions(order)});
    case 'grid':
      return elkLeaf(
        gridSize(piece),
        piece.cells.flatMap(({box, y}) =>
          box.ports.filter(({side}) => side === 'right').map((port) => ({...port, y: y + port.y})),
        ),
        {...partition, ...portOptions('kept')},
      );
    case 'frame':
      return {
        id: piece.id,
        layoutOptions: {...partition, ...withinOptions, ...frameOptions(piece), ...orderOptions(order), ...portOptions('free')},
        ports: piece.ports.map(({id, side}) => ({id, layoutOptions: sideOptions(side)})),
        children: elkNodes(piece.pieces, order),
      };
  }
}

function elkLeaf({id, width, height}: Size, ports: readonly Port[], layoutOptions: LayoutOptions): ElkNode {
  return {
    id,
    width,
    height,
    layoutOptions,
    ports: ports.map((port) => ({
      id: port.id,
      x: port.side === 'left' ? 0 : width,
      y: port.y,
      layoutOptions: sideOptions(port.side),
    })),
  };
}

type Size = Pick<Placed, 'id' | 'width' | 'height'>;

function gridSize({id, cells}: GridPiece): Size {
  return {
    id,
    width: Math.max(...cells.map(({x, box}) => x + box.width)),
    height: Math.max(...cells.map(({y, box}) => y + box.height)),
  };
}

function frameOptions({least}: FramePiece): LayoutOptions {
  return {
    'elk.padding': `[top=${least.top},left=16,bottom=16,right=16]`,
    'elk.nodeSize.constraints': 'MINIMUM_SIZE',
    'elk.nodeSize.minimum': `(${least.width},${least.top + 16})`,
  };
}

function sideOptions(side: Port['side']): LayoutOptions {
  return {'elk.port.side': side === 'left' ? 'WEST' : 'EAST'};
}

function portOptions(order: Order): LayoutOptions {
  return {'elk.portConstraints': order === 'kept' ? 'FIXED_POS' : 'FIXED_SIDE'};
}

function orderOptions(order: Order): LayoutOptions {
  return {'elk.layered.crossingMinimization.strategy': order === 'kept' ? 'INTERACTIVE' : 'LAYER_SWEEP'};
}

function placedWithin({id, x = 0, y = 0, width = 0, height = 0, children = []}: ElkNode): readonly Placed[] {
  return [{id, x, y, width, height}, ...children.flatMap(placedWithin)];
}

function cellsWithin(piece: Piece, placed: ReadonlyMap<string, Placed>): readonly Placed[] {
  if (piece.piece === 'box') return [];
  if (piece.piece === 'frame') return piece.pieces.flatMap((inner) => cellsWithin(inner, placed));
  const grid = placed.get(piece.id) as Placed;
  return piece.cells.map(({box: {id, width, height}, x, y}) => ({id, width, height, x: grid.x + x, y: grid.y + y}));
}

function pointsOf({sections = []}: ElkExtendedEdge): readonly Point[] {
  return sections.flatMap(({startPoint, bendPoints = [], endPoint}) => [startPoint, ...bendPoints, endPoint]);
}
