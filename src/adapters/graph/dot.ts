import type {Graph, GraphEdge} from '../../core/domain/graph/graph.js';
import {GraphIndex} from './graph-index.js';
import {edgeText, isBoxed, vertexLines, type BoxedVertex} from './lines.js';
import {light} from './picture/palette.js';
import {countsText, groupText, titleText} from './words.js';

/** A directed graph in the language of Graphviz. */
export function dotText(graph: Graph): string {
  const index = new GraphIndex(graph);
  return [
    'digraph topology {',
    `  graph [rankdir=LR, compound=true, fontname="Helvetica", labelloc=t, labeljust=l, nodesep=0.15, ranksep=0.9, label=${label([titleText(graph), countsText(graph)])}];`,
    '  node [shape=box, style=rounded, fontname="Helvetica", fontsize=11, margin="0.22,0.1"];',
    `  edge [fontname="Helvetica", fontsize=10, arrowsize=0.7, color="${light.line}"];`,
    ...groupLines(index, null, '  '),
    ...graph.edges.flatMap((edge) => edgeLine(index, edge)),
    '}',
    '',
  ].join('\n');
}

function groupLines(index: GraphIndex, parent: string | null, indent: string): readonly string[] {
  return [
    ...index
      .childrenOf(parent)
      .filter(isBoxed)
      .map((vertex) => `${indent}${vertexText(index, vertex)}`),
    ...index.graph.groups
      .filter((group) => group.parent === parent)
      .flatMap((group) => [
        `${indent}subgraph ${clusterName(group.id)} {`,
        `${indent}  label=${label([groupText(group)])}; color="${light.cardLine}"; style=rounded;`,
        ...groupLines(index, group.id, `${indent}  `),
        `${indent}}`,
      ]),
  ];
}

function vertexText(index: GraphIndex, vertex: BoxedVertex): string {
  const attributes = [`label=${label(vertexLines(index, vertex))}`, ...styleOf(vertex)];
  return `${quoted(vertex.id)} [${attributes.join(', ')}];`;
}

function styleOf(vertex: BoxedVertex): readonly string[] {
  if (vertex.kind === 'entry') return vertex.backup ? ['style="rounded,dashed"'] : [];
  if (vertex.kind === 'env') return [`color="${light.marks[vertex.position % light.marks.length]}"`, 'penwidth=2'];
  if (vertex.kind === 'node' && vertex.state !== 'active')
    return [`style="${vertex.state === 'drained' ? 'dashed' : 'bold'}"`, `color="${light.alert}"`];
  return [];
}

function edgeLine(index: GraphIndex, edge: GraphEdge): readonly string[] {
  if (edge.kind === 'runs') return [];
  const [from, to] = [endOf(index, edge.from), endOf(index, index.find(edge.to, 'app')?.parent ?? edge.to)];
  if (from === null || to === null) return [];
  const dashed = edge.kind === 'leads' ? index.find(edge.from, 'entry')?.backup : edge.instances === 0;
  const said = edgeText(index, edge);
  const attributes = [
    ...(from === edge.from ? [] : [`ltail=${clusterName(edge.from)}`]),
    ...(to === edge.to || index.find(edge.to, 'app') ? [] : [`lhead=${clusterName(edge.to)}`]),
    ...(dashed ? ['style=dashed'] : []),
    ...(said === '' ? [] : [`label=${label([said])}`]),
  ];
  return [`  ${quoted(from)} -> ${quoted(to)}${attributes.length === 0 ? '' : ` [${attributes.join(', ')}]`};`];
}

/** A line cannot end at a cluster, but at something in it and be cut where the cluster begins. */
function endOf(index: GraphIndex, id: string): string | null {
  return (index.get(id) ?? index.childrenOf(id)[0])?.id ?? null;
}

function clusterName(id: string): string {
  return quoted(`cluster_${id}`);
}

function label(lines: readonly string[]): string {
  return `"${lines.map(escapeText).join('\\n')}"`;
}

function quoted(id: string): string {
  return `"${escapeText(id)}"`;
}

/** Graphviz reads a backslash and an ampersand in a quoted text as the beginning of something. */
function escapeText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll(/[\r\n\t]/g, ' ');
}
