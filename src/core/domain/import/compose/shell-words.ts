/** A word of a shell line, or an operator such as `|`, `&&` or `;`. */
export interface ShellWord {
  readonly text: string;
  readonly operator: boolean;
}

/** Words of a shell line, without its quotes; nothing is expanded. An open quote ends with the line. */
export function shellWords(line: string): readonly ShellWord[] {
  return [
    ...line.matchAll(/\|\||&&|[|;\n]|&(?!>)|(?:\\[\s\S]|'[^']*'?|"(?:\\[\s\S]|[^"\\])*"?|[<>]&|&>|[^\s|;&'"\\])+|\\$/g),
  ].map(([text]) => (/^(?:\|\||&&|[|;&\n])$/.test(text) ? {text, operator: true} : {text: unquoted(text), operator: false}));
}

function unquoted(word: string): string {
  return word.replaceAll(/\\([\s\S])|'([^']*)'?|"((?:\\[\s\S]|[^"\\])*)"?/g, (_, escaped, single, double) =>
    String(escaped ?? single ?? (double as string).replaceAll(/\\(["\\$`])/g, '$1')),
  );
}

export interface ShellCommand {
  /** The operator that stands before it. */
  readonly after: string | null;
  readonly words: readonly string[];
}

/** The commands of a line in their order. */
export function shellCommands(line: string): readonly ShellCommand[] {
  const commands: {after: string | null; words: string[]}[] = [{after: null, words: []}];
  for (const {text, operator} of shellWords(line)) {
    if (operator) commands.push({after: text, words: []});
    else commands.at(-1)!.words.push(text);
  }
  return commands.filter(({words}) => words.length > 0);
}
