type Variables = Readonly<Record<string, string | undefined>>;

/** What a child inherits: `COMPOSE_*` would change what compose does, and nothing named `MUSTER_*` is anybody else's business. */
export function childEnvironment(inherited: Variables, added: Readonly<Record<string, string>> = {}): Record<string, string> {
  const kept = Object.entries(inherited).filter(
    (pair): pair is [string, string] => pair[1] !== undefined && !/^(?:COMPOSE|MUSTER)_/.test(pair[0]),
  );
  return {...Object.fromEntries(kept), ...added};
}
