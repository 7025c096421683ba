export function backupPath(path: string): string {
  return `${path}.bak`;
}
