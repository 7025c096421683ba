import {tell} from './streams.js';
/** Says on stderr what a list leaves out because another cluster looks after it. */
export function tellHidden({hidden, cluster}: {readonly hidden: number; readonly cluster: string | null}): void {
  if (hidden === 0) return;
  const what = hidden === 1 ? '1 more is' : `${hidden} more are`;
  tell(`${what} looked after by clusters other than ${cluster}; --all shows them too.`);
}

/** Says on stderr that there are nodes which nobody looks after. */
export function tellUnbound(groups: readonly {readonly members: readonly string[]}[]): void {
  if (groups.length === 0) return;
  const nodes = groups.reduce((sum, {members}) => sum + members.length, 0);
  const counts = [`${groups.length} group${groups.length === 1 ? '' : 's'}`, `${nodes} node${nodes === 1 ? '' : 's'}`];
  tell(`${counts[0]} with ${counts[1]} bound to no cluster; muster cluster status names them.`);
}
