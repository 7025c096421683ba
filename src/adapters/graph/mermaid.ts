import type {Graph, GraphEdge} from '../../core/domain/graph/graph.js';
import {GraphIndex} from './graph-index.js';
import {edgeText, isBoxed, vertexLines, type BoxedVertex} from './lines.js';
import {countsText, groupText, titleText} from './words.js';

/** A flow chart for Mermaid, which documents on GitHub and GitLab draw as it is. */
export function mermaidText(graph: Graph): string {
  const index = new GraphIndex(graph);
  const names = shortNames(graph);
  return [
    `%% ${titleText(graph)}: ${countsText(graph)}`.replaceAll(/[\r\n{}]/g, ' '),
    'flowchart LR',
    ...groupLines(index, names, null, '  '),
    ...graph.edges.flatMap((edge) => edgeLine(index, names, edge)),
    '  classDef cordoned stroke-dasharray:6 3,stroke-width:2px',
    '  classDef drained stroke-dasharray:2 3,stroke-width:2px',
    '  classDef backup stroke-dasharray:6 3',
    '',
  ].join('\n');
}

type Names = ReadonlyMap<string, string>;

/** Mermaid takes some words and signs in ids for its own. */
function shortNames({groups, nodes}: Graph): Names {
  return new Map([
    ...groups.map(({id}, number) => [id, `g${number}`] as const),
    ...nodes.filter(isBoxed).map(({id}, number) => [id, `n${number}`] as const),
  ]);
}

function groupLines(index: GraphIndex, names: Names, parent: string | null, indent: string): readonly string[] {
  return [
    ...index
      .childrenOf(parent)
      .filter(isBoxed)
      .map((vertex) => `${indent}${vertexText(index, names, vertex)}`),
    ...index.graph.groups
      .filter((group) => group.parent === parent)
      .flatMap((group) => [
        `${indent}subgraph ${names.get(group.id)}["${escapeLabel(groupText(group))}"]`,
        ...groupLines(index, names, group.id, `${indent}  `),
        `${indent}end`,
      ]),
  ];
}

function vertexText(index: GraphIndex, names: Names, vertex: BoxedVertex): string {
  const label = vertexLines(index, vertex).map(escapeLabel).join('<br/>');
  const [open, close] = vertex.kind === 'entry' ? ['(["', '"])'] : vertex.kind === 'env' ? ['("', '")'] : ['["', '"]'];
  return `${names.get(vertex.id)}${open}${label}${close}${classOf(vertex)}`;
}

function classOf(vertex: BoxedVertex): string {
  if (vertex.kind === 'node' && vertex.state !== 'active') return `:::${vertex.state}`;
  return vertex.kind === 'entry' && vertex.backup ? ':::backup' : '';
}

function edgeLine(index: GraphIndex, names: Names, edge: GraphEdge): readonly string[] {
  const from = names.get(edge.from);
  // An app is told within its environment.
  const to = names.get(index.find(edge.to, 'app')?.parent ?? edge.to);
  if (edge.kind === 'runs' || from === undefined || to === undefined) return [];
  const dashed = edge.kind === 'leads' ? index.find(edge.from, 'entry')?.backup : edge.instances === 0;
  const label = escapeLabel(edgeText(index, edge));
  return [`  ${from} ${dashed ? '-.->' : '-->'}${label === '' ? '' : `|"${label}"|`} ${to}`];
}

/** Everything that Mermaid, Markdown or HTML would take for more than text becomes a numbered character. */
function escapeLabel(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N}\p{M} .:/=,·()_-]/gu, (sign) => `#${sign.codePointAt(0)};`);
}
