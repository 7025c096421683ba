/** So many instances a role of a deployment may have. */
export const instanceRange = {least: 0, most: 1000} as const;

export function isInstanceCount(count: number): boolean {
  return Number.isInteger(count) && count >= instanceRange.least && count <= instanceRange.most;
}

/** As many as are placed: what is out of range is refused by a rule, not made first. */
export function placedCount(count: number | undefined): number {
  return count === undefined ? 0 : Math.min(count, instanceRange.most);
}
