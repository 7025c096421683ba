/** The parts of lists with commas; `\,` is a comma that belongs to a part. */
export function splitList(texts: readonly string[]): readonly string[] {
  return texts
    .join(',')
    .split(/(?<!\\),/)
    .map((part) => part.replaceAll('\\,', ',').trim())
    .filter((part) => part !== '');
}
