/** Keys whose value is most likely a secret, though it should not have been typed. */
const suspicious = /(pass(word|wd)?|secret|token|api[-_]?key|private[-_]?key|credential)/i;

/** Arguments as they may be kept: values of suspicious keys and passwords in URLs are masked. */
export function redactArguments(args: readonly string[]): readonly string[] {
  return args.map((argument) => {
    const at = argument.indexOf('=');
    const masked = at > 0 && suspicious.test(argument.slice(0, at)) ? `${argument.slice(0, at)}=••••` : argument;
    return masked.replace(/(:\/\/[^/:@\s]*:)[^@/\s]+@/g, '$1••••@').replace(/^([^/:@\s]+:)[^@\s]+(@tcp\()/, '$1••••$2');
  });
}
