/** What a rule found. Values, never thrown; all of a change are reported at once. */
export interface Violation {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  /** The object at fault, as `kind name`: `env prod`. */
  readonly subject: string;
  /** One sentence that names both sides of the conflict. */
  readonly message: string;
  /** The next command. */
  readonly hint: string;
  /** Every fact that the message tells. */
  readonly details: Readonly<Record<string, unknown>>;
}
