import type {Violation} from './violation.js';

/** Exit codes of the contract with scripts; the only list of them. */
export const exitCodes = {
  done: 0,
  bug: 1,
  usage: 2,
  violation: 3,
  notFound: 4,
  busy: 5,
  stepFailed: 6,
  outside: 7,
  partly: 9,
  changes: 10,
  cancelled: 11,
  sigint: 130,
  sigterm: 143,
} as const;

export interface FailureFacts {
  readonly code: string;
  readonly exit: number;
  /** One sentence. */
  readonly message: string;
  /** One thing to do next. */
  readonly hint?: string;
  readonly subject?: string;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/** The one class of expected failures; anything else that is thrown is a bug. */
export class Failure extends Error {
  readonly code: string;
  readonly exitCode: number;
  /** oclif reads the exit code here without `--json` and from `exitCode` with it. */
  readonly oclif: {readonly exit: number};
  readonly hint: string | null;
  readonly subject: string | null;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(facts: FailureFacts) {
    super(facts.message, {cause: facts.cause});
    this.name = 'Failure';
    this.code = facts.code;
    this.exitCode = facts.exit;
    this.oclif = {exit: facts.exit};
    this.hint = facts.hint ?? null;
    this.subject = facts.subject ?? null;
    this.details = facts.details ?? {};
  }
}

export function violationFailure(violations: readonly Violation[]): Failure {
  const errors = violations.filter((violation) => violation.severity === 'error');
  const [first] = errors;
  const message =
    errors.length === 1 && first ? first.message : `${errors.length} violations of topology rules; nothing changed.`;
  return new Failure({
    code: errors.length === 1 && first ? first.code : 'RULES_VIOLATED',
    exit: exitCodes.violation,
    message,
    ...(errors.length === 1 && first
      ? {hint: first.hint, subject: first.subject}
      : {hint: 'Correct each of them: every line says how'}),
    details: {violations},
  });
}

export function notFound(kind: string, name: string, hint: string): Failure {
  return new Failure({
    code: 'NOT_FOUND',
    exit: exitCodes.notFound,
    subject: `${kind} ${name}`,
    message: `There is no ${kind} named ${name}.`,
    hint,
    details: {kind, name},
  });
}
