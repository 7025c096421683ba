/** A call of curl or wget in its parts. */
export interface RequestCommand {
  readonly program: 'curl' | 'wget';
  readonly options: readonly RequestOption[];
  readonly addresses: readonly string[];
}

export interface RequestOption {
  /** Without dashes. */
  readonly name: string;
  /** As it is written. */
  readonly flag: string;
  readonly value: string;
}

/** Options that are followed by a value. */
const withValue = {
  curl: named(
    'A C E F H K P Q T X b c d e m o r t u w x y Y z user-agent cert key cacert capath form header config request cookie cookie-jar data data-raw data-binary json referer max-time connect-timeout output range user write-out proxy retry retry-delay retry-max-time unix-socket abstract-unix-socket resolve connect-to interface url max-redirs noproxy',
  ),
  wget: named(
    'O T t U o P e w output-document timeout tries user-agent header method body-data post-data post-file user password http-user http-password connect-timeout read-timeout dns-timeout bind-address waitretry max-redirect',
  ),
} as const;

function named(text: string): ReadonlySet<string> {
  return new Set(text.split(' '));
}

/** Null when the words call neither. */
export function requestCommand(words: readonly string[]): RequestCommand | null {
  const start = words.findIndex((word) => /(?:^|[/(`])(?:curl|wget)$/.test(word));
  if (start < 0) return null;
  const program = words[start]!.endsWith('curl') ? 'curl' : 'wget';
  const options: RequestOption[] = [];
  const addresses: string[] = [];
  const rest = uptoClosed(words.slice(start + 1), /[(`]/.test(words[start]!)).filter((word) => word !== '');
  while (rest.length > 0) {
    const word = rest.shift()!;
    if (/^(?:\d?|&)[<>]/.test(word)) {
      if (/[<>]$/.test(word)) rest.shift();
    } else if (/^-./.test(word)) options.push(...optionsOf(word, program, rest));
    else addresses.push(word);
  }
  return {program, addresses: [...addresses, ...options.filter(({name}) => name === 'url').map(({value}) => value)], options};
}

/** What stands between `$(` and its end. */
function uptoClosed(words: readonly string[], isOpen: boolean): readonly string[] {
  const end = isOpen ? words.findIndex((word) => /[)`]"?$/.test(word)) : -1;
  return end < 0 ? words : [...words.slice(0, end), words[end]!.replace(/[)`"]+$/, '')];
}

/** Takes the value from the rest where the option wants one; short flags of curl and wget stand together: `-fsS`. */
function optionsOf(word: string, program: RequestCommand['program'], rest: string[]): readonly RequestOption[] {
  const takes = (name: string) => withValue[program].has(name);
  const [, long, equal] = /^--([\w-]+)(?:=([\s\S]*))?$/.exec(word) ?? [];
  if (long !== undefined) return [{name: long, flag: `--${long}`, value: equal ?? (takes(long) ? (rest.shift() ?? '') : '')}];
  if (program === 'wget' && /^-n\w$/.test(word)) return [{name: word.slice(1), flag: word, value: ''}];
  const options: RequestOption[] = [];
  for (let index = 1; index < word.length; index += 1) {
    const name = word[index]!;
    const value = takes(name) ? word.slice(index + 1) || (rest.shift() ?? '') : '';
    options.push({name, flag: `-${name}`, value});
    if (takes(name)) break;
  }
  return options;
}
