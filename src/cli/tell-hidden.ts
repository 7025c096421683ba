/** Says on stderr what a list leaves out because another cluster looks after it. */
export function tellHidden({hidden, cluster}: {readonly hidden: number; readonly cluster: string | null}): void {
  if (hidden === 0) return;
  const what = hidden === 1 ? '1 more is' : `${hidden} more are`;
  process.stderr.write(`${what} looked after by clusters other than ${cluster}; --all shows them too.\n`);
}
