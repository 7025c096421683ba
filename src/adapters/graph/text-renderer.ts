import type {Graph} from '../../core/domain/graph/graph.js';
import type {GraphFormat, GraphRenderer} from '../../core/ports/graph-renderer.js';

/** Loads what a format needs when it is asked for. */
export class TextGraphRenderer implements GraphRenderer {
  async render(graph: Graph, format: GraphFormat): Promise<string> {
    switch (format) {
      case 'mermaid':
        return (await import('./mermaid.js')).mermaidText(graph);
      case 'dot':
        return (await import('./dot.js')).dotText(graph);
      case 'svg':
        return (await import('./picture/draw.js')).drawSvg(graph, {findable: false});
      case 'html':
        return (await import('./page/page.js')).pageText(graph);
    }
  }
}
