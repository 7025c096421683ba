import {groupBy} from '../../core/domain/indexes.js';
import type {Graph, GraphEdge, GraphNode, GraphNodeKind, VertexOf} from '../../core/domain/graph/graph.js';

/** A graph with what drawing asks of it again and again. */
export class GraphIndex {
  readonly #byId: ReadonlyMap<string, GraphNode>;
  readonly #children: ReadonlyMap<string, readonly GraphNode[]>;
  readonly #edgesTo: ReadonlyMap<string, readonly GraphEdge[]>;

  constructor(readonly graph: Graph) {
    this.#byId = new Map(graph.nodes.map((node) => [node.id, node]));
    this.#children = groupBy(graph.nodes, (node) => node.parent ?? '');
    this.#edgesTo = groupBy(graph.edges, (edge) => edge.to);
  }

  all<K extends GraphNodeKind>(kind: K): readonly VertexOf<K>[] {
    return this.graph.nodes.filter((node): node is VertexOf<K> => node.kind === kind);
  }

  get(id: string): GraphNode | undefined {
    return this.#byId.get(id);
  }

  childrenOf(id: string | null): readonly GraphNode[] {
    return this.#children.get(id ?? '') ?? [];
  }

  within<K extends GraphNodeKind>(id: string, kind: K): readonly VertexOf<K>[] {
    return this.childrenOf(id).filter((node): node is VertexOf<K> => node.kind === kind);
  }

  find<K extends GraphNodeKind>(id: string, kind: K): VertexOf<K> | undefined {
    const node = this.get(id);
    return node?.kind === kind ? (node as VertexOf<K>) : undefined;
  }

  entriesOf(env: VertexOf<'env'>): readonly VertexOf<'entry'>[] {
    return this.within(env.parent ?? '', 'entry').filter((entry) => entry.env === env.name);
  }

  edgesTo<K extends GraphEdge['kind']>(id: string, kind: K): readonly Extract<GraphEdge, {kind: K}>[] {
    return (this.#edgesTo.get(id) ?? []).filter((edge): edge is Extract<GraphEdge, {kind: K}> => edge.kind === kind);
  }
}
