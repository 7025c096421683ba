/** The long form, of `npm run test:soak`: more rounds, longer loads. */
export const isSoak = process.env['MUSTER_SOAK'] === '1';

/** How often a property is tried: `few` times in the unit ring, many more in the long form. */
export function runs(few: number): {readonly numRuns: number} {
  return {numRuns: isSoak ? few * 20 : few};
}

/** Properties of a real store wait for its disk. */
export const patience = {timeout: isSoak ? 900_000 : 60_000};
