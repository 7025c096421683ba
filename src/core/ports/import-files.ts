import type {ImportSource} from '../domain/import/source.js';

export type ImportKind = ImportSource['kind'];

/**
 * Hand-made files as they are written, `-` for standard input. The kind is found out unless it is given.
 * Failures (exit 2): `FILE_NOT_FOUND`, `FILE_UNPARSABLE` and `FILE_INVALID` with file and line, `FILE_KIND_UNKNOWN`.
 */
export interface ImportFiles {
  read(files: readonly string[], kind: ImportKind | null): Promise<readonly ImportSource[]>;
}
