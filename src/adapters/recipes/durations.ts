const units: Readonly<Record<string, number>> = {ms: 1, s: 1000, m: 60_000, h: 3_600_000};

export const durationPattern = /^(?:0|\d+(?:ms|s|m|h))$/;

/** `200ms`, `5s`, `10m`, `1h` or `0`, in milliseconds. */
export function parseDuration(text: string): number {
  const [, amount = '0', unit = 'ms'] = /^(\d+)(ms|s|m|h)?$/.exec(text) ?? [];
  return Number(amount) * units[unit]!;
}

/** The greatest unit that says it in a whole number. */
export function formatDuration(ms: number): string {
  if (ms === 0) return '0';
  const unit = ['h', 'm', 's', 'ms'].find((name) => ms % units[name]! === 0) ?? 'ms';
  return `${ms / units[unit]!}${unit}`;
}
