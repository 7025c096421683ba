import type {EngineAccess} from './engine-access.js';
import {pullArgs} from './argv.js';

/** A registry that does not answer is given up fast; one that does may take its time. */
const firstWordMs = 4000;
const pullMs = 600_000;

export async function readImage(access: EngineAccess, image: string): Promise<string | null> {
  const found = await access.api.find<{readonly Id: string}>(`/images/${encodeURIComponent(image)}/json`);
  return found?.Id ?? null;
}

export async function ensureImage(access: EngineAccess, image: string): Promise<string | null> {
  const present = await readImage(access, image);
  // An image id names bytes that no registry is asked for.
  if (present !== null || image.startsWith('sha256:')) return present;
  await pull(access, image);
  return readImage(access, image);
}

async function pull(access: EngineAccess, image: string): Promise<void> {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), firstWordMs);
  const command = {args: pullArgs(image), timeoutMs: pullMs, signal: giveUp.signal};
  try {
    for await (const _line of access.link.docker.lines(command)) clearTimeout(timer);
  } finally {
    clearTimeout(timer);
  }
}
