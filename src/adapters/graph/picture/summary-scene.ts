import type {Graph, GraphEdge, GraphGroup, VertexOf} from '../../../core/domain/graph/graph.js';
import {drawnSingly} from '../../../core/domain/graph/summary-graph.js';
import {GraphIndex} from '../graph-index.js';
import {counted} from '../words.js';
import type {FramePiece, Piece} from './arrange.js';
import {envTile, type EnvForm} from './boxes/env-tile.js';
import {poolBox} from './boxes/pool-box.js';
import {chooseProportions, gridCells} from './proportions.js';
import {boxPiece, frameOf, inOrgs, type Scene, type SceneLine} from './scene.js';

const tilesAtMost = 60;

/** Environments one below the other, or many in a grid for each workspace; pools of nodes in the order of their numbers to their right. */
export function summaryScene(graph: Graph): Scene {
  const index = new GraphIndex(graph);
  const frames = orderedFrames(index);
  const singly = index.all('env').length <= drawnSingly;
  const envs = frames.flatMap(({id}) => sortedByPool(index.within(id, 'env'), singly ? (env) => [env] : () => []));
  const lines = [...graph.edges]
    .sort((a, b) => indexOfEnv(envs, a.from) - indexOfEnv(envs, b.from))
    .flatMap((edge) => summaryLine(index, edge));
  const form: EnvForm = singly ? 'card' : envs.length <= tilesAtMost ? 'tile' : 'plate';
  const tiles = new Map(envs.map((env) => [env.id, envTile(env, form)]));
  const {envColumns, tiling} = chooseProportions([...tiles.values()], index.all('pool'), {singly});
  const envPieces = (id: string): readonly Piece[] => {
    const boxes = envs.filter((env) => env.parent === id).flatMap((env) => tiles.get(env.id) ?? []);
    return singly
      ? boxes.map((box) => boxPiece(box, 0))
      : [{piece: 'grid', rank: 0, id: `grid ${id}`, cells: gridCells(boxes, envColumns)}];
  };
  const poolPieces = (id: string): readonly Piece[] =>
    index.within(id, 'pool').map((pool) => boxPiece(poolBox(pool, tiling, linesTo(pool.id, lines)), 1));
  const framesWithin = (id: string) =>
    frames
      .filter((group) => group.parent === id)
      .map((group) =>
        frameOf(group, group.kind === 'workspace' ? envPieces(group.id) : poolPieces(group.id), framePorts(group, lines)),
      );
  const {pieces, frames: drawn} = inOrgs(graph, frames, framesWithin);
  return {pieces: [...pieces, ...poolPieces('')], lines, frames: drawn};
}

/** Workspaces so that their lines to the pools cross little, then groups. */
function orderedFrames(index: GraphIndex): readonly GraphGroup[] {
  const workspaces = index.graph.groups.filter((group) => group.kind === 'workspace');
  return [
    ...sortedByPool(workspaces, ({id}) => index.within(id, 'env')),
    ...index.graph.groups.filter((group) => group.kind === 'group'),
  ];
}

/** By the mean number of the pools that serve the environments of each. */
function sortedByPool<T>(rows: readonly T[], envsOf: (row: T) => readonly VertexOf<'env'>[]): readonly T[] {
  const mean = (row: T) => {
    const pools = envsOf(row).flatMap((env) => env.folded?.pools ?? []);
    return pools.reduce((sum, {number}) => sum + number, 0) / Math.max(1, pools.length);
  };
  return [...rows].sort((a, b) => mean(a) - mean(b));
}

function indexOfEnv(envs: readonly VertexOf<'env'>[], id: string): number {
  return envs.findIndex((env) => env.id === id);
}

function linesTo(id: string, lines: readonly SceneLine[]): readonly string[] {
  return lines.filter((line) => line.ends[1] === id).map((line) => line.to);
}

function summaryLine(index: GraphIndex, edge: GraphEdge): readonly SceneLine[] {
  if (edge.kind !== 'served') return [];
  const env = index.find(edge.from, 'env');
  const id = `${edge.from} ${edge.to}`;
  const tone = `served${edge.instances === 0 ? ' idle' : ''}${env ? ` stroke-${env.position % 6}` : ''}`;
  const about = `${counted(edge.nodes, 'node')}, ${counted(edge.instances, 'instance')}`;
  return [
    {
      id,
      from: `${edge.from} out`,
      to: index.find(edge.to, 'pool') ? id : `${edge.to} in`,
      tone,
      ends: [edge.from, edge.to],
      about,
    },
  ];
}

function framePorts({id}: GraphGroup, lines: readonly SceneLine[]): FramePiece['ports'] {
  return [
    ...(lines.some((line) => line.from === `${id} out`) ? [{id: `${id} out`, side: 'right' as const}] : []),
    ...(lines.some((line) => line.to === `${id} in`) ? [{id: `${id} in`, side: 'left' as const}] : []),
  ];
}
