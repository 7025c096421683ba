import {parseConnection, secretInQuery} from './connection-string.js';

const secretKey =
  /(?:^|[_.-])(?:pass(?:word|wd|phrase)?|pwd|secret|token|credentials?|dsn|conn(?:ection)?[_.-]?str(?:ing)?|(?:api|access|private|secret|encryption|license|jwt|signing|auth|session|crypto)[_.-]?key)(?:$|[_.-])|(?:password|secret|apikey)$/i;

/** Whether a variable holds something that must not be written down. */
export function isSecretLike(key: string, value: string | null): boolean {
  if (value !== null && (value === '' || /^(?:true|false|on|off|yes|no)$/i.test(value))) return false;
  return secretKey.test(key) || (value !== null && carriesSecret(value));
}

/** Whether the text has a password or a key in it, whatever it is called. */
export function carriesSecret(text: string): boolean {
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----|^(?:Bearer|Basic)\s+\S/.test(text)) return true;
  if (/:\/\/[^/\s@]*:[^\s@]+@/.test(text) || /^[^\s:@]+:[^\s]+@(?:tcp|unix)?\(/.test(text)) return true;
  if (/(?:^|\s)--?[\w-]*(?:password|passwd|requirepass|secret|token|api-?key|auth)[=\s]\s*\S/i.test(text)) return true;
  if (/\bmysql\w*\b.*\s-p\S/.test(text)) return true;
  const parts = parseConnection(text);
  return parts !== null && (parts.hasPassword || secretInQuery(parts.query));
}
