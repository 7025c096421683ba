import {exitCodes, Failure} from '../core/domain/errors.js';

const unitMs: Readonly<Record<string, number>> = {ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000};

/** `300ms`, `5s`, `2m`, `1h`, `7d` or a number of seconds, in milliseconds. */
export function parseDuration(text: string, flag: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)?$/.exec(text.trim());
  if (!match)
    throw new Failure({
      code: 'DURATION_INVALID',
      exit: exitCodes.usage,
      details: {flag, value: text},
      message: `${flag} ${text} is not a duration.`,
      hint: `Write it like ${flag} 30s, ${flag} 5m or ${flag} 1h`,
    });
  return Number(match[1]) * (unitMs[match[2] ?? 's'] as number);
}

/** For people: `830 ms`, `4.2 s`, `3 min 5 s`. */
export function formatDuration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
}
