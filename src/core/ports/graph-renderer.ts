import type {Graph} from '../domain/graph/graph.js';

export const graphFormats = ['mermaid', 'dot', 'svg', 'html'] as const;
export type GraphFormat = (typeof graphFormats)[number];

/** Writes a graph as text: the same text for the same graph. `html` is one page that needs nothing from a network. */
export interface GraphRenderer {
  render(graph: Graph, format: GraphFormat): Promise<string>;
}
