export type Path = readonly (string | number)[];

export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A parsed text and where its parts stand. */
export interface ParsedDocument {
  readonly file: string;
  readonly value: unknown;
  /** Position of the key or item at the path, or of the nearest thing around it. */
  locate(path: Path): Position;
  /** A scalar as it was written: `1.10`, which as a number would be `1.1`. */
  written(path: Path): string;
}

export function keyOf(path: Path): string {
  return path.map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`)).join('');
}
