/**
 * What a name says of its value: `secret` whatever it is, `account` where a password may follow the user,
 * `address` where the address may let everybody in, `about` where it says something of a secret and is none,
 * `identity` for what may look random and is public.
 */
export type NameSaying = 'secret' | 'account' | 'address' | 'about' | 'identity' | null;

const set = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/));

const secretWords = set(
  'PASSWORD PASSWORDS PASSWD PASSPHRASE PASSCODE PASS PWD PW SECRET SECRETS TOKEN TOKENS CREDENTIAL CREDENTIALS CREDS APIKEY APIKEYS PSK SALT PEPPER MNEMONIC PIN REQUIREPASS',
);
/** Where names grow together: `PGPASSWORD`, `dbpass`, `SECRETKEY`. */
const secretEnding =
  /(?:PASSWORD|PASSWD|PASSPHRASE|SECRET|APIKEY|AUTHTOKEN|ACCESSTOKEN|(?:ACCESS|SECRET|PRIVATE|ENCRYPTION|MASTER|ACCOUNT|SIGNING|AUTH|LICENSE)KEY|(?:DB|SQL|PG|MYSQL|REDIS|ROOT|ADMIN|USER|SMTP|MAIL|LDAP)PWD|(?<!COM|BY|TRES|SUR|OVER|UNDER|EN)PASS)S?$/;
const accountWords = set('AUTH BASICAUTH HTPASSWD AUTHORIZATION LOGIN LOGINS ACCOUNT ACCOUNTS USERS USER AUTHKEYS USERPASS');
const addressWords = set('WEBHOOK WEBHOOKS HOOK HOOKS DSN CONNSTR CONNECTIONSTRING');
/** A secret is told about by its file, its life, its length or what it is for. */
const aboutWords = set(
  `FILE FILES PATH PATHS DIR DIRECTORY FOLDER LOCATION MOUNT LIFETIME LIFESPAN TTL EXPIRE EXPIRES EXPIRY EXPIRATION EXP
  EXPIREIN EXPIRESIN VALIDITY AGE MAXAGE TIMEOUT DURATION INTERVAL PERIOD DELAY LEEWAY SECONDS SECS SEC MINUTES MINS HOURS DAYS WEEKS MS
  LENGTH LEN SIZE BITS BYTES COUNT LIMIT LIMITS QUOTA MIN MAX MINIMUM MAXIMUM NUMBER ROUNDS COST STRENGTH ITERATIONS
  ENABLED ENABLE DISABLED DISABLE REQUIRED REQUIRE ALLOWED ALLOW ACTIVE FORCE OPTIONAL VERIFY CHECK CHECKS ROTATE ROTATION
  TYPE TYPES KIND METHOD METHODS MODE FORMAT ALG ALGO ALGORITHM ALGORITHMS CIPHER POLICY SCHEME STRATEGY PROVIDER PROVIDERS
  NAME NAMES ID IDS HEADER HEADERS PREFIX SUFFIX FIELD PARAM PARAMETER ISSUER AUDIENCE SCOPE SCOPES SUBJECT CLAIM CLAIMS
  URL URLS URI ENDPOINT HOST PORT DOMAIN DOMAINS REALM EMAIL VERSION REGION STORE STORAGE BACKEND DRIVER CLASS MANAGER
  SERVICE SERVER CLIENT COLUMN PATTERN REGEX CHARSET ENCODING RULES USAGE SOURCE LABEL HINT COLOR REQUESTS RESET ROUTE`,
);
/** Keys that open nothing: names of columns and queues, and what is made to be public. */
const openKeys = set(
  `PUBLIC PUBLISHABLE PUB PRIMARY FOREIGN PARTITION PARTITIONING SHARD SHARDING ROUTING SORT SORTING CACHE GROUP GROUPING SITE HOT
  SHORTCUT IDEMPOTENCY UNIQUE INDEX LOOKUP ORDER JSON FEATURE TRANSLATION TOPIC ANSWER MAP OBJECT MESSAGE RECORD`,
);
const identityWords = set(
  'ID IDS UUID GUID SHA SHA1 SHA256 COMMIT REV REVISION DIGEST HASH CHECKSUM FINGERPRINT ETAG BUILD VERSION IMAGE TAG ARN HOSTNAME CERT CERTIFICATE CA',
);
/** How many, not which: `MAX_TOKENS`. */
const countWords = set('MAX MIN NUM TOTAL LIMIT MAXIMUM MINIMUM DAILY MONTHLY USED');

/** `DB_PASSWORD`, `dbPassword`, `spring.datasource.password` and `Db__Password` in words. */
function wordsOf(name: string): readonly string[] {
  return name
    .replaceAll(/([a-z\d])([A-Z])|([A-Z])([A-Z][a-z])/g, '$1$3_$2$4')
    .toUpperCase()
    .split(/[^A-Z\d]+/)
    .filter((word) => word !== '');
}

export function sayingOf(name: string): NameSaying {
  const words = wordsOf(name);
  const last = words.at(-1) ?? '';
  if (words.includes('PUBLIC') || words.includes('PUBLISHABLE') || words.join('_') === 'PWD' || last === 'OLDPWD')
    return 'identity';
  if (last === 'STRING' && /^CONN/.test(words.at(-2) ?? '')) return 'address';
  const secret = words.some((word, index) => isSecretWord(word, words, index));
  if (addressWords.has(last) || (!secret && words.some((word) => /^WEBHOOKS?$/.test(word)))) return 'address';
  if (secret) return isAbout(words) ? (identityWords.has(last) ? 'identity' : 'about') : 'secret';
  if (accountWords.has(last) || words.some((word) => word === 'BASICAUTH' || word === 'HTPASSWD')) return 'account';
  return identityWords.has(last) || /^KEYS?$/.test(last) ? 'identity' : null;
}

function isSecretWord(word: string, words: readonly string[], index: number): boolean {
  if (word === 'KEY' || word === 'KEYS') return !openKeys.has(words[index - 1] ?? '') && !(words.length === 1 && word === 'KEYS');
  if (word === 'COOKIE') return words[index - 1] === 'ERLANG';
  if (word === 'PHRASE') return /^(?:SEED|RECOVERY|PASS|SECRET)$/.test(words[index - 1] ?? '');
  return secretWords.has(word) || secretEnding.test(word);
}

/** `ACCESS_KEY_ID` is no key, and `SECRET_KEY_BASE` is one. */
function isAbout(words: readonly string[]): boolean {
  const last = words.at(-1)!;
  // The id of a root token of Vault is the token.
  if (words.slice(-3).join('_') === 'ROOT_TOKEN_ID') return false;
  const counts = /^TOKENS?$/.test(last) && words.some((word) => countWords.has(word));
  return (
    counts ||
    aboutWords.has(last) ||
    words.slice(0, -1).some((word) => /^(?:MIN|MAX|LENGTH|LIFETIME|TTL|EXPIR\w*|ENABLED?|DISABLED?)$/.test(word))
  );
}
