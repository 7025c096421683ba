import type {Balance} from './model.js';

export const balances: readonly Balance[] = ['round-robin', 'least-connections', 'weighted', 'ip-hash'];

/** Accepts any case and underscores; null when there is no such strategy. */
export function parseBalance(text: string): Balance | null {
  const spelled = text.trim().toLowerCase().replaceAll('_', '-');
  return balances.find((balance) => balance === spelled) ?? null;
}
