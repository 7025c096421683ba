/** What one turn of a server carries; more of them save little, and a packet has an end. */
const most = 100;

/** Does the work for all of them in their order, so many asked for before the first is waited for: on a server they cost one turn. */
export async function atOnce<T>(items: Iterable<T>, work: (item: T) => Promise<void>, together = most): Promise<void> {
  let begun: Promise<void>[] = [];
  for (const item of items) {
    begun.push(work(item));
    if (begun.length < together) continue;
    await Promise.all(begun);
    begun = [];
  }
  await Promise.all(begun);
}
