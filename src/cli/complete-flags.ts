interface FlagDefinition {
  readonly type: 'boolean' | 'option';
  readonly multiple?: boolean;
}

/** What the parser leaves undone: a boolean that is not given is false, and a variable's text is a list where the flag is one. */
export function completeFlags(flags: Record<string, unknown>, definitions: Readonly<Record<string, FlagDefinition>>): void {
  for (const [name, definition] of Object.entries(definitions)) {
    const value = flags[name];
    if (definition.type === 'boolean') flags[name] = value ?? false;
    else if (definition.multiple && typeof value === 'string')
      flags[name] = value
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== '');
  }
}
