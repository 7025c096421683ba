import type {VertexOf} from '../../../core/domain/graph/graph.js';
import type {GridPiece} from './arrange.js';
import {envTileWidth} from './boxes/env-tile.js';
import {tilingOf, type Tiling} from './boxes/pool-box.js';
import type {Box} from './shapes.js';

export interface Proportions {
  readonly envColumns: number;
  readonly tiling: Tiling;
}

const gap = 14;
/** What a wall and a screen have: wider than high. */
const wantedRatio = 1.5;
/** Height of a pool beside its rows of nodes, and width of what stands around environments and pools. */
const around = {pool: 90, sides: 260};
const columnsAtMost = {envs: 12, nodes: 60};

/** How many columns environments and nodes get, so that the whole has the wanted ratio and neither side is much higher than the other. */
export function chooseProportions(
  envs: readonly Box[],
  pools: readonly VertexOf<'pool'>[],
  {singly}: {readonly singly: boolean},
): Proportions {
  const tiling = tilingOf(pools);
  const most = Math.min(columnsAtMost.nodes, Math.max(1, ...pools.map((pool) => pool.members.length)));
  const candidates = upTo(most).flatMap((columns) =>
    (singly ? [1] : upTo(columnsAtMost.envs)).map((envColumns) => ({envColumns, tiling: {...tiling, columns}})),
  );
  const costs = candidates.map((candidate) => cost(candidate, envs, pools));
  return candidates[costs.indexOf(Math.min(...costs))] as Proportions;
}

function cost({envColumns, tiling}: Proportions, envs: readonly Box[], pools: readonly VertexOf<'pool'>[]): number {
  const envHeight = envs.reduce((sum, box) => sum + box.height + gap, 1) / envColumns;
  const rows = pools.reduce((sum, pool) => sum + Math.ceil(pool.members.length / tiling.columns), 0);
  const poolHeight = rows * (tiling.form === 'named' ? 26 : 18) + pools.length * around.pool + 1;
  const width = envColumns * (envTileWidth + gap) + Math.max(300, tiling.columns * (tiling.tile + 4)) + around.sides;
  return (
    Math.abs(Math.log(width / Math.max(envHeight, poolHeight) / wantedRatio)) + Math.abs(Math.log(envHeight / poolHeight)) / 2
  );
}

/** Rows from left to right, each as high as the highest in it. */
export function gridCells(boxes: readonly Box[], columns: number): GridPiece['cells'] {
  const rows = upTo(Math.ceil(boxes.length / columns)).map((row) => boxes.slice((row - 1) * columns, row * columns));
  let y = 0;
  return rows.flatMap((row) => {
    const cells = row.map((box, column) => ({box, x: column * (envTileWidth + gap), y}));
    y += Math.max(...row.map((box) => box.height)) + gap;
    return cells;
  });
}

function upTo(count: number): readonly number[] {
  return Array.from({length: count}, (_, index) => index + 1);
}
