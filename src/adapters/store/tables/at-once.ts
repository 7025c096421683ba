/** What one turn of a server carries; more of them save little, and a packet has an end. */
const most = 100;

/**
 * Does the work for all of them in their order, so many asked for before the first is waited for: on a server they cost few turns,
 * and it works on some while others are made ready.
 */
export async function atOnce<T>(items: Iterable<T>, work: (item: T) => Promise<void>, together = most): Promise<void> {
  const begun: Promise<void>[] = [];
  for (const item of items) {
    const each = work(item);
    // Who waits for it is told; until then it has failed for nobody.
    each.catch(() => undefined);
    begun.push(each);
    if (begun.length >= together) await begun.shift();
  }
  await Promise.all(begun);
}
