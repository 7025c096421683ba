import type {Graph, GraphGroup, VertexOf} from '../../../core/domain/graph/graph.js';
import {GraphIndex} from '../graph-index.js';
import {groupText} from '../words.js';
import type {FramePiece, Line, Piece, Placed} from './arrange.js';
import {entryBox, entryWidth, routePort} from './boxes/entry-box.js';
import {envBox} from './boxes/env-box.js';
import {nodeBox} from './boxes/node-box.js';
import {textWidth} from './measure.js';
import {fonts, type Box} from './shapes.js';

/** What is placed, and the lines between. Frames that stand in others come after them. */
export interface Scene {
  readonly pieces: readonly Piece[];
  readonly lines: readonly SceneLine[];
  readonly frames: readonly GraphGroup[];
}

export interface SceneLine extends Line {
  /** `leads`, `leads backup`, `served mark-2`, `served idle mark-2`. */
  readonly tone: string;
  /** Ids of what it joins. */
  readonly ends: readonly [string, string];
  readonly about: string;
}

const entryGap = 8;
const ranks = {workspace: 0, group: 1, zone: 0, entry: 0, env: 1, node: 0, pool: 1} as const;

export function frameOf(group: GraphGroup, pieces: readonly Piece[], ports: FramePiece['ports'] = []): FramePiece {
  const least = {width: textWidth(groupText(group), fonts.strong) + 60, top: 44};
  return {piece: 'frame', rank: group.kind === 'org' ? 0 : ranks[group.kind], id: group.id, least, pieces, ports};
}

/** What stands higher comes first: the upper border of what has been placed, by id. */
export type Heights = ReadonlyMap<string, Pick<Placed, 'y'>>;

/** Everything one by one; in the order of the graph, or of what was placed. */
export function fullScene(graph: Graph, heights: Heights | null): Scene {
  const index = new GraphIndex(graph);
  const width = entryWidth(index.all('entry'));
  const order = new Map(graph.nodes.map(({id}, position) => [id, heights?.get(id)?.y ?? position]));
  const byOrder = (a: {readonly id: string}, b: {readonly id: string}) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0);
  const frames = framedGroups(index);
  const nodesWithin = (id: string) =>
    index.within(id, 'node').concat(unframedZones(index, frames, id).flatMap((zone) => index.within(zone.id, 'node')));
  const piecesWithin = (id: string): readonly Piece[] => [
    ...[...index.within(id, 'env')]
      .sort(byOrder)
      .flatMap((env) => [...entryPieces(index, env, width), boxPiece(envBox(index, env), ranks.env)]),
    ...[...nodesWithin(id)]
      .sort(byOrder)
      .map((node) => boxPiece(nodeBox(index, node, {byOrder, inZone: node.parent === id && node.zone !== null}), ranks.node)),
    ...frames
      .filter((group) => group.parent === id)
      .sort((a, b) => (heights?.get(a.id)?.y ?? 0) - (heights?.get(b.id)?.y ?? 0))
      .map((group) => frameOf(group, piecesWithin(group.id))),
  ];
  return {...inOrgs(graph, frames, piecesWithin), lines: fullLines(index)};
}

/** Each org in a frame of its own where there are several. */
export function inOrgs(
  graph: Graph,
  frames: readonly GraphGroup[],
  piecesWithin: (id: string) => readonly Piece[],
): Pick<Scene, 'pieces' | 'frames'> {
  const orgs = graph.groups.filter((group) => group.kind === 'org');
  if (orgs.length < 2) return {pieces: orgs.flatMap((org) => piecesWithin(org.id)), frames};
  return {pieces: orgs.map((org) => frameOf(org, piecesWithin(org.id))), frames: [...orgs, ...frames]};
}

/** A frame around the single node of a zone says no more than the node itself. */
function framedGroups(index: GraphIndex): readonly GraphGroup[] {
  const crowded = (zone: GraphGroup) => index.within(zone.id, 'node').length > 1;
  const zones = index.graph.groups.filter((group) => group.kind === 'zone');
  const zoned = new Set(zones.filter(crowded).map((zone) => zone.parent));
  return index.graph.groups.filter(
    ({kind, parent}) => kind === 'workspace' || kind === 'group' || (kind === 'zone' && zoned.has(parent)),
  );
}

function unframedZones(index: GraphIndex, frames: readonly GraphGroup[], group: string): readonly GraphGroup[] {
  return index.graph.groups.filter((zone) => zone.kind === 'zone' && zone.parent === group && !frames.includes(zone));
}

/** The entries of an environment stand together, in the order in which they were added. */
function entryPieces(index: GraphIndex, env: VertexOf<'env'>, width: number): readonly Piece[] {
  let y = 0;
  const cells = index.entriesOf(env).map((entry) => {
    const cell = {box: entryBox(entry, width), x: 0, y};
    y += cell.box.height + entryGap;
    return cell;
  });
  return cells.length === 0 ? [] : [{piece: 'grid', rank: ranks.entry, id: `entries ${env.id}`, cells}];
}

export function boxPiece(box: Box, rank: number): Piece {
  return {piece: 'box', rank, box};
}

function fullLines(index: GraphIndex): readonly SceneLine[] {
  return index.graph.edges.flatMap((edge): readonly SceneLine[] => {
    const id = `${edge.from} ${edge.to}`;
    if (edge.kind === 'leads') {
      const entry = index.find(edge.from, 'entry');
      const to = index.find(edge.to, 'env') ? `${edge.to} in` : edge.to;
      const tone = entry?.backup ? 'leads backup' : 'leads';
      return [{id: `${id} ${edge.path}`, from: routePort(edge.from, edge.path), to, tone, ends: [edge.from, edge.to], about: ''}];
    }
    if (edge.kind !== 'served') return [];
    const position = index.find(edge.from, 'env')?.position ?? 0;
    const tone = `served${edge.instances === 0 ? ' idle' : ''} stroke-${position % 6}`;
    return [{id, from: `${edge.from} out`, to: `${edge.to} ${edge.from}`, tone, ends: [edge.from, edge.to], about: ''}];
  });
}
