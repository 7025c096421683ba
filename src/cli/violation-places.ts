import {Failure, violationFailure} from '../core/domain/errors.js';
import type {Violation} from '../core/domain/violation.js';

/** Topology files as they were typed, and where a fact stands in them. */
export interface FileSource {
  readonly files: readonly string[];
  placeOf(fact: readonly string[]): {readonly file: string; readonly line: number; readonly column: number} | null;
}

/** The violations of what files declare, each with its place; their commands name the files. */
export function withPlaces(violations: readonly Violation[], source: FileSource): readonly Violation[] {
  const typed = source.files.map((file) => `-f ${file}`).join(' ');
  return violations.map((violation) => {
    const place = placeOf(violation, source);
    return {
      ...violation,
      hint: violation.hint.replaceAll('-f FILE', typed),
      details: place === null ? violation.details : {...violation.details, place},
    };
  });
}

/** The same for a failure that tells of violations; any other is what it was. */
export function withPlacesOf(error: unknown, source: FileSource): unknown {
  if (!(error instanceof Failure)) return error;
  const violations = error.details['violations'] as readonly Violation[] | undefined;
  if (violations === undefined || !violations.some(({severity}) => severity === 'error')) return error;
  const failure = violationFailure(withPlaces(violations, source));
  return failure.code === error.code ? failure : error;
}

function placeOf({details, subject}: Violation, source: FileSource): object | null {
  for (const fact of factsOf(details, subject)) {
    const place = source.placeOf(fact);
    if (place !== null) return {file: place.file, line: place.line, column: place.column};
  }
  return null;
}

/** What a violation may be about, the most particular first. */
function factsOf(details: Violation['details'], subject: string): readonly (readonly string[])[] {
  const [kind = '', name = ''] = subject.split(' ');
  const text = (key: string) => (typeof details[key] === 'string' ? (details[key] as string) : null);
  const env = text('env') ?? (kind === 'env' ? name : null);
  const node = text('node') ?? (kind === 'node' ? name : null);
  const within = (...fact: readonly (string | null)[]) =>
    env === null || fact.includes(null) ? [] : [['envs', env, ...(fact as readonly string[])]];
  const app = text('app') ?? (kind === 'app' ? name : null);
  const address = text('address') ?? (kind === 'entry' ? name : null);
  const key = text('key') ?? (kind === 'config' ? name : null);
  return [
    ...within('apps', app, 'config', key),
    ...within('config', key),
    ...within('entries', address === null ? null : `${address}${text('path') ?? '/'}`),
    ...within('services', text('service') ?? (kind === 'service' ? name : null)),
    ...within('apps', app),
    ...within(),
    ...(node === null ? [] : [['nodes', node]]),
  ];
}
