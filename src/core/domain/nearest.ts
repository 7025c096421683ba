/** The name that a wrong one most probably means; null when none is near. */
export function nearestName(wrong: string, names: readonly string[]): string | null {
  const limit = Math.max(1, Math.min(3, Math.floor(wrong.length / 3)));
  let best: {readonly name: string; readonly distance: number} | null = null;
  for (const name of names) {
    if (Math.abs(name.length - wrong.length) > limit) continue;
    const distance = editDistance(wrong.toLowerCase(), name.toLowerCase());
    if (distance <= limit && (best === null || distance < best.distance)) best = {name, distance};
  }
  return best?.name ?? null;
}

/** The end of a sentence about a wrong name; empty when none is near. */
export function didYouMean(nearest: string | null): string {
  return nearest === null ? '' : `; did you mean "${nearest}"?`;
}

/** Letters inserted, left out, replaced, or swapped with their neighbour. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({length: b.length + 1}, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (last[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (beforeLast[j - 2] as number) + 1 : Infinity;
      row.push(Math.min((last[j] as number) + 1, (row[j - 1] as number) + 1, replaced, swapped));
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] as number;
}
