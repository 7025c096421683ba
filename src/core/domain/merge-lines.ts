/** Lines of several streams as they come; ending the iteration ends every stream. */
export async function* mergeLines(streams: readonly AsyncIterable<string>[]): AsyncIterable<string> {
  const iterators = streams.map((stream) => stream[Symbol.asyncIterator]());
  const next = (index: number) => iterators[index]!.next().then((result) => ({index, result}));
  const pending = new Map(iterators.map((_iterator, index) => [index, next(index)]));
  try {
    while (pending.size > 0) {
      const {index, result} = await Promise.race(pending.values());
      if (result.done) pending.delete(index);
      else {
        pending.set(index, next(index));
        yield result.value;
      }
    }
  } finally {
    for (const iterator of iterators) void iterator.return?.();
  }
}
