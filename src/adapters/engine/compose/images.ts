import {exitCodes, Failure} from '../../../core/domain/errors.js';
import {pullArgs} from './argv.js';
import {throwIfAborted, type EngineAccess} from './engine-access.js';

/** A registry that does not answer is given up fast; one that does may take its time. */
const firstWordMs = 4000;
const pullMs = 600_000;

export async function readImage(access: EngineAccess, image: string): Promise<string | null> {
  const found = await access.api.find<{readonly Id: string}>(`/images/${encodeURIComponent(image)}/json`);
  return found?.Id ?? null;
}

export async function ensureImage(access: EngineAccess, image: string, signal?: AbortSignal): Promise<string> {
  const present = await readImage(access, image);
  if (present !== null) return present;
  const pulled = await pull(access, image, signal);
  throwIfAborted(signal);
  const id = await readImage(access, image);
  if (id === null) throw pullFailure(access.node, image, pulled);
  return id;
}

interface Pulled {
  readonly lastLine: string;
  readonly isGivenUp: boolean;
}

async function pull(access: EngineAccess, image: string, signal: AbortSignal | undefined): Promise<Pulled> {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), firstWordMs);
  const stop = signal ? AbortSignal.any([signal, giveUp.signal]) : giveUp.signal;
  let lastLine = '';
  try {
    for await (const line of access.link.docker.lines({args: pullArgs(image), timeoutMs: pullMs, signal: stop})) {
      clearTimeout(timer);
      if (line.trim() !== '') lastLine = line.trim();
    }
  } finally {
    clearTimeout(timer);
  }
  return {lastLine, isGivenUp: giveUp.signal.aborted};
}

export type PullReason = 'offline' | 'login' | 'no-such-tag' | 'other';

/** First match wins. */
const reasons: readonly (readonly [RegExp, PullReason])[] = [
  [
    /manifest(?: for \S+)? (?:not found|unknown)|manifest unknown|name unknown|repository \S+ not found|not found: /i,
    'no-such-tag',
  ],
  [/unauthorized|authentication required|no basic auth credentials|access denied|denied:|docker login|status:? 40[13]/i, 'login'],
  [
    /no such host|connection refused|connection reset|network is unreachable|no route to host|i\/o timeout|timeout|deadline exceeded|server misbehaving|TLS handshake|dial tcp|EOF/i,
    'offline',
  ],
];

/** Why Docker could not pull, by the last line that it has written. */
export function pullReason({lastLine, isGivenUp}: Pulled): PullReason {
  if (isGivenUp) return 'offline';
  return reasons.find(([pattern]) => pattern.test(lastLine))?.[1] ?? 'other';
}

const sentences: Readonly<Record<PullReason, string>> = {
  offline: 'its registry does not answer',
  login: 'its registry wants a login, or has no such repository',
  'no-such-tag': 'its registry has no such tag',
  other: 'Docker refused',
};

function pullFailure(node: string, image: string, pulled: Pulled): Failure {
  const reason = pullReason(pulled);
  const said = pulled.lastLine.replace(/^Error(?: response from daemon)?: /, '').replace(/\.$/, '');
  const told = pulled.isGivenUp || said === '' ? '' : ` (${said})`;
  return new Failure({
    code: 'IMAGE_PULL_FAILED',
    exit: exitCodes.outside,
    subject: `image ${image}`,
    message: `Image ${image} cannot be pulled on node ${node}: ${sentences[reason]}${told}.`,
    hint: reason === 'login' ? `docker login${registryOf(image)}` : `docker pull ${image}`,
    details: {image, node, reason, output: pulled.lastLine},
  });
}

/** Docker's own where the first part of the name is no host. */
function registryOf(image: string): string {
  const [host = '', ...rest] = image.split('/');
  return rest.length > 0 && /[.:]|^localhost$/.test(host) ? ` ${host}` : '';
}
