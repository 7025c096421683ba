import {closest, distance} from 'fastest-levenshtein';

/** The word that a wrong one most probably means; null when none is near. */
export function nearestWord(wrong: string, words: readonly string[]): string | null {
  if (words.length === 0) return null;
  const best = closest(
    wrong.toLowerCase(),
    words.map((word) => word.toLowerCase()),
  );
  const word = words.find((candidate) => candidate.toLowerCase() === best) ?? best;
  return distance(wrong.toLowerCase(), best) <= Math.max(2, Math.floor(wrong.length / 3)) ? word : null;
}

export function didYouMean(wrong: string, words: readonly string[]): string {
  const nearest = nearestWord(wrong, words);
  return nearest === null ? '' : `; did you mean "${nearest}"?`;
}
