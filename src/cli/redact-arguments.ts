import {isSecretLike} from '../core/domain/secrets/secret-like.js';

/** Arguments as they may be kept: what is most likely a secret, though it should not have been typed, and passwords in URLs are masked. */
export function redactArguments(args: readonly string[]): readonly string[] {
  return args.map((argument) => {
    const at = argument.indexOf('=');
    const shown = argument.replace(/(:\/\/[^/:@\s]*:)\S+@/g, '$1••••@').replace(/^([^/:@\s]+:)[^@\s]+(@tcp\()/, '$1••••$2');
    const secret = at > 0 && shown === argument && isSecretLike(argument.slice(0, at), argument.slice(at + 1));
    return secret ? `${argument.slice(0, at)}=••••` : shown;
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
    if (positionals < 0) return '••••';
    // `secret set NAME=VALUE`, as config is set.
    return argument.replace(/=.*$/s, '=••••');
  });
}
