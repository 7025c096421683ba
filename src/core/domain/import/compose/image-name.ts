/**
 * `registry:5000/team/app:1.2@sha256:…` in its parts, the names that docker adds by itself taken away.
 * Null when the text is no image.
 */
export function parseImage(
  text: string,
): {readonly repository: string; readonly tag: string | null; readonly digest: string | null} | null {
  const match = /^([^\s@]+?)(?::([\w][\w.-]{0,127}))?(?:@(\w+:[0-9a-f]+))?$/.exec(text.trim());
  if (!match) return null;
  const repository = match[1]!.replace(/^(?:index\.)?docker\.io\//, '').replace(/^library\//, '');
  return /^[a-z0-9.-]+(?::\d+(?=\/))?(?:\/[a-z0-9._-]+)*$/.test(repository)
    ? {repository, tag: match[2] ?? null, digest: match[3] ?? null}
    : null;
}
