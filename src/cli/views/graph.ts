import type {Graph} from '../../core/domain/graph/graph.js';
import type {View} from './output.js';

/** The picture itself, or where it is. */
export function graphView(render: () => Promise<string>): View<Graph & {readonly out: string | null}> {
  return {
    document: true,
    text: ({out}) => (out === null ? render() : `Drawn in ${out}.\n`),
    names: ({nodes}) => nodes.map((node) => node.id),
  };
}
