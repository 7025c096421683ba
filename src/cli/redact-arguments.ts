/** Keys whose value is most likely a secret, though it should not have been typed. */
const suspicious = /(pass(word|wd)?|secret|token|api[-_]?key|private[-_]?key|credential)/i;

/** Arguments as they may be kept: values of suspicious keys and passwords in URLs are masked. */
export function redactArguments(args: readonly string[]): readonly string[] {
  return args.map((argument) => {
    const at = argument.indexOf('=');
    const masked = at > 0 && suspicious.test(argument.slice(0, at)) ? `${argument.slice(0, at)}=••••` : argument;
    return masked.replace(/(:\/\/[^/:@\s]*:)\S+@/g, '$1••••@').replace(/^([^/:@\s]+:)[^@\s]+(@tcp\()/, '$1••••$2');
  });
}

/** Arguments of a command that a secret may have been typed into by mistake: only what is known to be harmless is kept. */
export function keepArguments(
  args: readonly string[],
  harmless: {readonly positionals: number; readonly flags: readonly string[]},
): readonly string[] {
  let positionals = harmless.positionals;
  return args.map((argument, index) => {
    const flag = argument.split('=', 1)[0] as string;
    if (argument.startsWith('-')) return argument === flag || harmless.flags.includes(flag) ? argument : `${flag}=••••`;
    if (harmless.flags.includes(args[index - 1] ?? '')) return argument;
    positionals -= 1;
    return positionals >= 0 ? argument : '••••';
  });
}
