const mebibytes: Readonly<Record<string, number>> = {mib: 1, gib: 1024, tib: 1024 * 1024};

/** `512MiB`, `64GiB`, `1.5TiB` in MiB; null when it is none of these. */
export function parseMemory(text: string): number | null {
  const match = /^(\d+(?:\.\d+)?)\s*([mgt]ib)$/i.exec(text.trim());
  if (!match) return null;
  const amount = Number(match[1]) * mebibytes[match[2]!.toLowerCase()]!;
  return Number.isInteger(amount) && amount > 0 ? amount : null;
}

export function formatMemory(mib: number): string {
  const unit = mib % mebibytes['tib']! === 0 ? 'TiB' : mib % 1024 === 0 ? 'GiB' : 'MiB';
  return `${mib / mebibytes[unit.toLowerCase()]!}${unit}`;
}
