import {exitCodes, Failure} from '../../core/domain/errors.js';

/** One fault of a file, where it stands. Lines and columns count from 1. */
export interface FileProblem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Path of keys: `envs.prod.apps.hello.slavs`. */
  readonly key: string;
  readonly message: string;
  /** The valid key that the wrong one resembles. */
  readonly nearest: string | null;
  /** The other side of a conflict. */
  readonly other?: {readonly file: string; readonly line: number; readonly column: number};
}

export type FileFaultCode = 'FILE_INVALID' | 'FILE_UNPARSABLE' | 'DECLARED_TWICE';

/** All problems at once, in the order of the file; the sentence tells the first. */
export function fileFailure(code: FileFaultCode, problems: readonly FileProblem[], hint?: string): Failure {
  const sorted = [...problems].sort((a, b) => (a.file === b.file ? a.line - b.line || a.column - b.column : 0));
  const [first, ...others] = sorted;
  const rest = others.length === 0 ? '' : ` (and ${others.length} more ${others.length === 1 ? 'problem' : 'problems'})`;
  return new Failure({
    code,
    exit: exitCodes.usage,
    subject: `file ${first?.file ?? ''}`,
    message: `${first?.file}:${first?.line}: ${first?.message}${rest}`,
    hint:
      hint ??
      (code === 'DECLARED_TWICE'
        ? 'Say it in one of the two places, or the same in both.'
        : 'Correct the file; `muster topology schema` prints what it may contain.'),
    details: {problems: sorted},
  });
}
