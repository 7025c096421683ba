import {basename} from 'node:path';

/** What the node says of its engine's socket to the account that came. */
export interface EngineFacts {
  readonly state: 'ready' | 'forbidden' | 'down' | 'missing';
  /** Group id of the socket; null where there is none. */
  readonly group: number | null;
}

const mark = 'muster-engine';

/** For any POSIX shell, read from its standard input, so that the login shell never parses it. */
export function engineFactsScript(socket: string): string {
  return [
    `if [ -S ${socket} ]; then`,
    `  if ! [ -r ${socket} ] || ! [ -w ${socket} ]; then state=forbidden`,
    // The file outlives an engine that was killed; unix(7): a listening socket has the flag 00010000.
    `  elif [ -r /proc/net/unix ] && ! grep -q '00010000 .*/${basename(socket)}$' /proc/net/unix; then state=down`,
    '  else state=ready; fi',
    'elif [ -x /usr/sbin/dockerd ] || command -v dockerd >/dev/null 2>&1; then state=down',
    'else state=missing; fi',
    `echo "${mark} $state $(stat -c %g ${socket} 2>/dev/null)"`,
    '',
  ].join('\n');
}

/** Keeps the session open until our end of it closes. */
export const holdScript = 'exec cat >/dev/null\n';

/** Null for lines of something else: a login may greet. */
export function parseEngineFacts(line: string): EngineFacts | null {
  const [, state, group] = /^muster-engine (ready|forbidden|down|missing)(?: (\d+))?$/.exec(line.trim()) ?? [];
  if (state === undefined) return null;
  return {state: state as EngineFacts['state'], group: group === undefined ? null : Number(group)};
}
