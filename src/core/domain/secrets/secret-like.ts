import {parseConnection, secretInQuery} from '../connection-string.js';
import {looksRandom, uuid} from './looks-random.js';
import {sayingOf} from './secret-name.js';
import {secretAddresses, tokenShapes} from './token-shapes.js';

/** Whether a variable holds something that must not be written down. */
export function isSecretLike(key: string, value: string | null): boolean {
  return secretSign(key, value) !== null;
}

/**
 * Why a variable holds something that must not be written down, as the end of "it …"; null when nothing says so.
 * The value is null where it is not known: then the name alone counts. In doubt it is a secret.
 */
export function secretSign(key: string, value: string | null): string | null {
  const saying = sayingOf(key);
  const byName = 'has the name of a secret';
  if (value === null) return saying === 'secret' || saying === 'address' || /AUTH$/i.test(key) ? byName : null;
  const text = value.trim();
  if (isTrivial(text)) return null;
  const carried = signInText(text);
  if (carried !== null) return carried;
  if (isPlace(text) || isReference(text)) return null;
  if (saying === 'secret') return isCount(key, text) ? null : byName;
  if (saying === 'account') return isAccount(text) || looksRandom(text) ? 'has a user and a password' : null;
  if (saying === 'address') return opensByPath(text) ? 'is an address that lets in whoever knows it' : null;
  return saying !== 'identity' && looksRandom(text) ? 'reads like a key that was drawn at random' : null;
}

/** Whether the text has a password or a key in it, whatever it is called. */
export function carriesSecret(text: string): boolean {
  return signInText(text) !== null;
}

function signInText(text: string): string | null {
  const token = tokenShapes.find(([, shape]) => shape.test(text));
  if (token) return `has the form of a ${token[0]}`.replace(/\ba (?=[AEIO1])/, 'an ').replace('an 1', 'a 1');
  const address = secretAddresses.find(([, shape]) => shape.test(text));
  if (address) return `is an address of ${address[0]} that lets in whoever knows it`;
  return hasPassword(text) ? 'has a password or a key in it' : null;
}

function hasPassword(text: string): boolean {
  if (/^(?:Bearer|Basic|Token)\s+[^\s$]|\b(?:Bearer|Basic)\s+[\w+/=.-]{8,}/.test(text)) return true;
  if (inAuthority(text) || /^[^\s:@]{1,200}:\S{1,200}@(?:tcp|unix)?\(/.test(text)) return true;
  if (inFlags(text) || inPairs(text)) return true;
  const parts = parseConnection(text.replace(/:\$\{?\w+\}?@/, '@'));
  return parts !== null && (parts.hasPassword || secretInQuery(parts.query) || (parts.user !== null && looksRandom(parts.user)));
}

/** `//user:password@`, anywhere in the text; a password that is filled in where it runs is none. */
function inAuthority(text: string): boolean {
  return [...text.matchAll(/:\/\/[^/\s@'"]{0,200}:([^\s@]{1,200})@/g)].some(([, password = '']) => !isReference(password));
}

/** Of commands whose flags are too short to say what they are. */
function inFlags(text: string): boolean {
  const [, value] =
    /\b(?:mysql|maria|mongo)[\w-]*.{0,400}\s-p(?![\s-])(\S+)/.exec(text) ??
    /\bredis-cli\b.{0,400}\s(?:-a|--pass)[\s=](\S+)/.exec(text) ??
    /\b(?:curl|wget|http)\b.{0,400}\s(?:-u|--user|--proxy-user)[\s=]?\s*['"]?[^\s:'"]+:([^\s'"]+)/.exec(text) ??
    [];
  return value !== undefined && !isReference(value);
}

const value = String.raw`(?=(?:"((?:[^"\\]|\\.){0,200})"|'([^']{0,200})'|([^\s;&,"'})>]{1,200})))`;
/** `name=value`, `name: value`, `"name": "value"` in whatever is written, and `--name value` of a command. */
const pairs = [
  new RegExp(String.raw`(?<![\w.-])([\w.-]+)["']?\s{0,9}[:=]\s{0,9}${value}`, 'g'),
  new RegExp(String.raw`(?<![^\s"'\[])(--?[\w.-]+)["']?,?\s{1,9}${value}`, 'g'),
];

function inPairs(text: string): boolean {
  return pairs.some((pair) =>
    [...text.matchAll(pair)].some(({index, 1: name = '', ...match}) => {
      const said = [match[2], match[3], match[4]].find((it) => it !== undefined) ?? '';
      if (isTrivial(said) || isReference(said) || isPlace(said) || /^[-/]/.test(said)) return false;
      if (/[?&]/.test(text[index - 1] ?? '') && /^(?:pass|token|secret)$/i.test(name)) return true;
      // A word of a sentence, or of a list of features.
      if (/^-*(?:auth|key|sig|signature|pass|token|secret)$/i.test(name)) return name.startsWith('-') || looksDrawn(said);
      return sayingOf(name) === 'secret' && !isCount(name, said);
    }),
  );
}

/** Where the name says little, the value has to. */
function looksDrawn(text: string): boolean {
  return looksRandom(text) || uuid.test(text) || (text.length >= 12 && /\d/.test(text) && /[A-Za-z]/.test(text));
}

function isTrivial(text: string): boolean {
  return (
    text === '' ||
    /^(?:true|false|on|off|yes|no|y|n|none|null|nil|undefined|enabled?|disabled?|auto|required?|optional)$/i.test(text)
  );
}

/** The name of what is filled in elsewhere: a variable, or a key in a vault. */
function isReference(text: string): boolean {
  return (
    /^(?:\$\{?\w+(?::?[-?+][^}]*)?\}?|\$\(\w+\)|\{\{.*\}\}|%\(?\w+\)?[%s]|<[\w -]+>)$/.test(text) ||
    /^(?:(?:op|vault|ssm|awssm|gcpsm|secretref|keyvault|ref\+\w+):|arn:aws)/i.test(text)
  );
}

/** A file or a folder, or an address without anything secret in it. */
function isPlace(text: string): boolean {
  if (/^(?:https?|wss?|tcp|udp|ldaps?|file|unix):\/\//i.test(text)) return !opensByPath(text) || /^(?:file|unix):/i.test(text);
  const parts = text.split(/[/\\]+/).filter((part) => part !== '');
  const rooted =
    /^(?:\.{0,2}|~|[A-Za-z]:)[/\\]/.test(text) ||
    /^[\w./-]+\.(?:pem|key|crt|cer|p12|pfx|jks|json|txt|ya?ml|env|pub|keystore)$/i.test(text);
  return (
    rooted && (parts.length > 1 || /\./.test(text)) && parts.every((part) => /^[\w .@+-]+:?$/.test(part) && !looksRandom(part))
  );
}

/** Few digits are a number of tokens or seconds, or say yes; under the name of a password they are one. */
function isCount(key: string, text: string): boolean {
  if (/^[01]$/.test(text) && /(?:^|[_.-])(?:random|allow|use|has|no|skip|show|hide|generate|verify|with|is)[_.-]/i.test(key))
    return true;
  return /^\d{1,5}$/.test(text) && !(/pin$/i.test(key) ? text.length > 3 : /pass|pwd|secret/i.test(key));
}

/** `user:password`, and `neo4j/password`. */
function isAccount(text: string): boolean {
  return /^[^\s:/,]{1,64}:(?!\d{1,5}(?:$|[:/]))[^\s/][^\s]*$/.test(text) || /^[\w.-]+\/[^\s/]+$/.test(text);
}

/** The path of a hook holds what lets one in. */
function opensByPath(text: string): boolean {
  if (!URL.canParse(text)) return looksRandom(text);
  const {pathname, searchParams, username} = new URL(text);
  const parts = [...pathname.split('/'), ...searchParams.values(), username];
  return parts.some(
    (part) => looksRandom(part) || uuid.test(part) || (part.length >= 8 && /\d/.test(part) && /[A-Za-z]/.test(part)),
  );
}
