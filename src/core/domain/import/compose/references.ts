const reference = /\$\$|\$(?:\{\s*)?([A-Za-z_][A-Za-z0-9_]*)(:?[-+?])?/g;

export interface Reference {
  readonly name: string;
  /** The text says what stands there when the variable has no value. */
  readonly hasDefault: boolean;
}

/** The variables that a text of a compose file names; what they are is for Compose to say. */
export function referencesOf(text: string): readonly Reference[] {
  return [...text.matchAll(reference)].flatMap(([whole, name, operator]) =>
    name === undefined ? [] : [{name, hasDefault: whole.includes('{') && operator !== undefined && !operator.endsWith('?')}],
  );
}
