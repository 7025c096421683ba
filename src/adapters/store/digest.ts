/**
 * A 64-bit checksum against damaged storage, not against an adversary. Each round is a bijection, so that two texts
 * which differ in one character never agree. Plain arithmetic: `node:crypto` would add 9 ms to every start. Both halves are
 * signed, for such integers need no memory of their own.
 */
export interface Digest {
  readonly high: number;
  readonly low: number;
}

export const noDigest: Digest = {high: 0, low: 0};

export function digestOf(text: string): Digest {
  let high = firstHigh;
  let low = firstLow;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    high = nextHigh(high, unit);
    low = nextLow(low, unit);
  }
  return finished(high, low);
}

export const firstHigh = 0x9e3779b9 | 0;
export const firstLow = 0x85ebca6b | 0;

export function nextHigh(high: number, unit: number): number {
  const mixed = Math.imul(high ^ unit, 0x9e3779b1);
  return (mixed << 13) | (mixed >>> 19);
}

export function nextLow(low: number, unit: number): number {
  const mixed = Math.imul(low ^ unit, 0x5f356495);
  return (mixed << 7) | (mixed >>> 25);
}

export function finished(lastHigh: number, lastLow: number): Digest {
  let high = Math.imul(lastHigh ^ (lastHigh >>> 16), 0x85ebca6b);
  let low = lastLow ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35);
  low = Math.imul(low ^ (low >>> 16), 0x27d4eb2f);
  high ^= Math.imul(low ^ (low >>> 13), 0x165667b1);
  return {high, low};
}

export function hexOf({high, low}: Digest): string {
  return (high >>> 0).toString(16).padStart(8, '0') + (low >>> 0).toString(16).padStart(8, '0');
}

export function digestFromHex(hex: string): Digest {
  return {high: Number.parseInt(hex.slice(0, 8), 16) | 0, low: Number.parseInt(hex.slice(8), 16) | 0};
}
