import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {carriesSecret, isSecretLike, secretSign} from '../../../src/core/domain/secrets/secret-like.js';
import {sayingOf} from '../../../src/core/domain/secrets/secret-name.js';

/** Joined only here, so that no scanner takes an example for a find. */
const t = (...parts: readonly string[]) => parts.join('');
const hex = '9f2c7d41b8e650a37c1d9e4f20ab86c5';

const secrets: readonly (readonly [key: string, value: string | null])[] = [
  // by their names
  ['MEILI_MASTER_KEY', 'aSampleMasterKey'],
  ['APP_KEY', 'base64:uynE8re8ybt2wabaBjqMwQvLczKlDSQJHCepqxmGffE='],
  ['APP_KEY', 'somekey'],
  ['PASSWORD', 'hunter2'],
  ['PASSWORD', '123456'],
  ['DB_PASS', 'x'],
  ['PGPASSWORD', 'secret'],
  ['MYSQL_PWD', 'root'],
  ['MYSQL_ROOT_PASSWORD', '/7shd82hs'],
  ['dbPassword', 'hunter2'],
  ['spring.datasource.password', 'hunter2'],
  ['Authentication__Jwt__Key', 'hunter2'],
  ['SECRET_KEY_BASE', 'abc'],
  ['DJANGO_SECRET_KEY', 'django-insecure-x'],
  ['NEXTAUTH_SECRET', 'abc'],
  ['JWT_SECRET', 'abc'],
  ['SESSION_SECRET', null],
  ['SESSION_KEYS', 'one,two'],
  ['ENCRYPTION_KEY', 'abc'],
  ['CREDENTIALS_ENCRYPTION_KEY', 'abc'],
  ['N8N_ENCRYPTION_KEY', 'abc'],
  ['APISECRET', 'abc'],
  ['MINIO_SECRETKEY', 'abc'],
  ['AWS_SECRET_ACCESS_KEY', 'abc'],
  ['AUTH_TOKEN', 'abc'],
  ['GITHUB_TOKEN', 'abc'],
  ['TUNNEL_TOKEN', 'abc'],
  ['RABBITMQ_ERLANG_COOKIE', 'SWQOKODSQALRPCLNMEQG'],
  ['WORDPRESS_NONCE_SALT', 'put your unique phrase here'],
  ['VAULT_PASSPHRASE', 'open sesame'],
  ['ADMIN_CREDENTIALS', 'a b'],
  ['PASSWORD_FILE', 'hunter2'.concat(hex)],
  ['SLACK_WEBHOOK_URL', null],
  ['DATABASE_DSN', null],
  ['ConnectionStrings__Default', 'Server=db;Database=shop;User Id=sa;Password=Yukon900;'],
  ['WEBHOOK_SECRET', 'x'],
  ['VAULT_DEV_ROOT_TOKEN_ID', 'myroot'],
  ['SEED_PHRASE', 'one two three'],
  ['ALARM_PIN', '1234'],
  ['PMA_CONTROLPASS', 'x'],
  // a user and a password
  ['BASIC_AUTH', 'user:pw'],
  ['HTTP_AUTH', 'user:pw'],
  ['NEO4J_AUTH', 'neo4j/letmein'],
  ['ADMIN_USERS', 'admin:$2y$05$c4WoMPo3SXsafkva.HHa6uXQZWr7oboPiC2bT/r7q1BB8I2s0BRqC'],
  ['TRAEFIK_LABEL', 'admin:$apr1$H6uskkkW$IgXLP6ewTrSuBkTrqE8wj/'],
  // addresses
  ['STORE', 'redis://:pw@cache:6379'],
  ['STORE', 'u:p@tcp(db:3306)/shop'],
  ['STORE', 'mongodb://root:pw@a:27017,b:27017/x'],
  ['STORE', 'jdbc:postgresql://db/x?user=a&password=b'],
  ['SENTRY_DSN', t('https://', hex, '@o1.ingest.sentry.io/1')],
  ['PROXY', 'http://user:pw@proxy:8080'],
  ['SLACK_WEBHOOK_URL', t('https://hooks.slack.com/services/T00000000', '/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX')],
  ['NOTIFY', t('https://discord.com/api/', 'webhooks/123/abc')],
  ['NOTIFY', t('https://outlook.webhook.office.com/', 'webhookb2/1/IncomingWebhook/2/3')],
  ['NOTIFY', 'https://oapi.dingtalk.com/robot/send?access_token=abc'],
  ['CALLBACK', '/up?token=abc'],
  ['CALLBACK', '/up?deep=1&secret=abc'],
  ['NOTIFY', 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6'],
  ['NOTIFY', 'https://open.feishu.cn/open-apis/bot/v2/hook/abc'],
  ['NOTIFY', t('https://api.telegram.org/bot', '123456:abc/sendMessage')],
  ['DEPLOY_WEBHOOK', t('https://ci.example.com/hooks/', hex)],
  ['WEBHOOK_URL', 'https://n8n.example.com/webhook/2f1e7a54-9f0c-4f7e-8a52-0d3c41a6b7aa'],
  ['WATCHTOWER_NOTIFICATION_URL', 'discord://token@id'],
  // tokens, whatever they are called
  ['CODE', t('gh', 'p_', '16C7e42F292c6912E7710c838347Ae178B4a')],
  ['CODE', t('github', '_pat_', '11ABCDEFG0abcdefghijkl_ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvw')],
  ['CODE', t('gl', 'pat-', 'x8Yz2kQpLr7sTuVwXyZa')],
  ['CODE', t('AK', 'IA', 'IOSFODNN7EXAMPLE')],
  ['CODE', t('AI', 'za', 'SyD-9tSrke72PouQMnMX-a7eZSW0jkFMBWY')],
  ['CODE', t('xo', 'xb-', '123456789012-abcdefABCDEF')],
  ['CODE', t('sk', '_live_', '4eC39HqLyjWDarjtT1zdp7dc')],
  ['CODE', t('sk', '-proj-', 'abcdefghijklmnopqrstuvwxyz012345')],
  ['CODE', t('sk', '-ant-', 'api03-abcdefghijklmnopqrst')],
  ['CODE', t('SG', '.', 'ngeVfQFYQlKU0ufo8x5d1A.TwL2iGABf9DHoTf-09kqeF8tAmbihYzrnopKc-1s5cr')],
  ['CODE', t('ey', 'JhbGciOiJIUzI1NiJ9', '.eyJzdWIiOiIxMjM0In0.', 'dozjgNryP4J3jVmNHl0w5N')],
  ['CODE', t('h', 'vs.', 'CAESIJ5qRk3kYfGzYk0nZq3tYp0sKk')],
  ['CODE', t('12345678', '90:', 'AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0')],
  ['PEM', '-----BEGIN RSA PRIVATE KEY-----\nMIIE'],
  ['HEADERS', 'Authorization=Bearer abc123def456'],
  // drawn at random
  ['CODE', hex],
  ['LICENSE', 'tqZ7uXk2LwPb9sVdRfMn'],
  ['FLAGS', 'Xq7w9LkZr4t8Mn2Vb5Hy'],
  // in longer texts
  ['JAVA_OPTS', '-Xmx2g -Djavax.net.ssl.keyStorePassword=changeit'],
  ['EXTRA_ARGS', '--requirepass hunter2'],
  ['EXTRA_ARGS', '--api-key=hunter2'],
  ['CONFIG', '{"user": "a", "password": "hunter2"}'],
  ['PROBE', 'curl -u admin:hunter2 http://localhost'],
];

const plain: readonly (readonly [key: string, value: string | null])[] = [
  ['ACCESS_TOKEN_LIFETIME', '600'],
  ['ACCESS_TOKEN_LIFETIME', '15m'],
  ['JWT_ACCESS_TOKEN_EXPIRES_IN', '1h30m'],
  ['TOKEN_TTL_SECONDS', '3600'],
  ['JWT_SECRET_ROTATION_DAYS', '30'],
  ['PASSWORD_MIN_LENGTH', '12'],
  ['MIN_PASSWORD_LENGTH', '12'],
  ['PASSWORD_RESET_TIMEOUT', '259200'],
  ['PASSWORD_HASH_ROUNDS', '12'],
  ['DB_PASSWORD_FILE', '/run/secrets/db_password'],
  ['DB_PASSWORD_FILE', null],
  ['DB_PASSWORD', '/run/secrets/db_password'],
  ['SECRET_KEY_FILE', 'secrets/key.txt'],
  ['GOOGLE_APPLICATION_CREDENTIALS', '/etc/gcp/service-account.json'],
  ['TLS_KEY', '/certs/tls.key'],
  ['SSL_KEY_PATH', './certs/privkey.pem'],
  ['KEYSTORE', 'C:\\certs\\store.jks'],
  ['MAX_TOKENS', '4096'],
  ['MAX_TOKENS', '1000000'],
  ['OPENAI_MAX_TOKENS', '100000'],
  ['DAILY_TOKEN_LIMIT', '1000000'],
  ['GENERATE_DEFAULT_TOKEN', 'true'],
  ['REQUIRE_PASSWORD', 'yes'],
  ['MYSQL_RANDOM_ROOT_PASSWORD', '1'],
  ['LED_PIN', '17'],
  ['PASSWORD', ''],
  ['PASSWORD_ENABLED', 'false'],
  ['JWT_ALGORITHM', 'HS256'],
  ['TOKEN_ISSUER', 'https://id.example.com'],
  ['TOKEN_ENDPOINT', 'https://id.example.com/oauth/token'],
  ['PASSWORD_RESET_URL', 'https://shop.example.com/reset'],
  ['SECRET_NAME', 'shop-database'],
  ['CSRF_TOKEN_HEADER', 'X-CSRF-Token'],
  ['SESSION_COOKIE_NAME', 'sid'],
  ['AUTH_TYPE', 'basic'],
  ['AUTH', 'ldap'],
  ['BASIC_AUTH', 'false'],
  ['AUTH_URL', 'https://auth.example.com'],
  ['AUTH_SERVER', 'auth:9000'],
  ['POSTGRES_HOST_AUTH_METHOD', 'trust'],
  ['POSTGRES_INITDB_ARGS', '--auth-host=scram-sha-256 --auth-local=trust'],
  ['POSTGRES_USER', 'shop'],
  ['DB_USER', 'shop'],
  ['OAUTH_CLIENT_ID', '1234-abc.apps.googleusercontent.com'],
  ['AZURE_TENANT_ID', '2f1e7a54-9f0c-4f7e-8a52-0d3c41a6b7aa'],
  ['GIT_SHA', '5f2c7d41b8e650a37c1d9e4f20ab86c51d9e4f20'],
  ['IMAGE_DIGEST', `sha256:${hex}${hex}`],
  ['PUBLIC_KEY', 'MCowBQYDK2VwAyEA7Jx2v3Xq7w9LkZr4t8Mn2Vb5Hy'],
  ['STRIPE_PUBLISHABLE_KEY', 'pk_live_4eC39HqLyjWDarjtT1zdp7dc'],
  ['NEXT_PUBLIC_API_KEY', 'abc'],
  ['RECAPTCHA_SITE_KEY', '6LeIxAcTAAAAAJcZVRqyHh71UMIEGNQ'],
  ['CACHE_KEY_PREFIX', 'shop:'],
  ['CACHE_KEY', 'products'],
  ['PRIMARY_KEY', 'id'],
  ['ROUTING_KEY', 'orders.created'],
  ['SORT_KEY', 'created_at'],
  ['KEYBOARD', 'de'],
  ['KEYCLOAK_URL', 'https://id.example.com/auth'],
  ['PASSENGER_APP_ENV', 'production'],
  ['BYPASS_CACHE', 'always'],
  ['COMPASS', 'north'],
  ['PWD', '/srv/shop'],
  ['TZ', 'Europe/Berlin'],
  ['LOG_LEVEL', 'info'],
  ['API_URL', 'https://host/a:b@c'],
  ['API_URL', 'http://api:8080/v1'],
  ['SITE', 'https://shop.example.com/?page=2'],
  ['REDIS_URL', 'redis://cache:6379/1'],
  ['SQL_DSN', 'local'],
  ['SQL_DSN', 'root@tcp(db:3306)/shop'],
  ['DB_CONNECTION_STRING', 'Server=db;Database=shop;Integrated Security=true'],
  ['WEBHOOK_URL', 'https://n8n.example.com/'],
  ['WEBHOOK_ENABLED', 'true'],
  ['KAFKA_BROKERS', 'kafka-1:9092,kafka-2:9092'],
  ['HOSTS', 'k8s-node-01-eu-central-1a.prod.example.com'],
  ['CLUSTER', 'production-eu-west-1-cluster-0042-blue'],
  ['SERVICE', 'MyServiceProduction2024BuildRunner'],
  ['JAVA_OPTS', '-Xms512m -Xmx2g -XX:+UseG1GC -Dspring.profiles.active=prod'],
  ['DB_PASSWORD', '${DB_PASSWORD}'],
  ['DB_PASSWORD', 'op://vault/database/password'],
  ['STORE', 'postgres://shop:${DB_PASSWORD}@db/shop'],
  ['PROBE', 'pg_isready -U shop'],
  ['SENTENCE', 'A token is asked for when the key changes'],
  ['FEATURES', 'auth,key-rotation,token-refresh'],
  ['DATE', '2024-01-31T10:00:00.000Z'],
  ['VERSION', 'v1.24.0-rc.1+build.20240131'],
  ['NUMBERS', '31415926535897932384626433832795'],
];

describe('a detector of secrets', () => {
  it.each(secrets)('%s=%s is one', (key, value) => {
    expect(secretSign(key, value)).toEqual(expect.any(String));
  });

  it.each(plain)('%s=%s is none', (key, value) => {
    expect(secretSign(key, value)).toBeNull();
  });

  it('says why, and not what', () => {
    const said = (key: string, value: string) => `It ${secretSign(key, value)}.`;
    expect([
      said('DB_PASSWORD', 'hunter2'),
      said('CODE', t('gh', 'p_', '16C7e42F292c6912E7710c838347Ae178B4a')),
      said('CODE', t('AK', 'IA', 'IOSFODNN7EXAMPLE')),
      said('BASIC_AUTH', 'user:pw'),
      said('NOTIFY', t('https://discord.com/api/', 'webhooks/123/abc')),
      said('DEPLOY_WEBHOOK', `https://ci.example.com/hooks/${hex}`),
      said('STORE', 'redis://:pw@cache:6379'),
      said('CODE', hex),
    ]).toEqual([
      'It has the name of a secret.',
      'It has the form of a GitHub token.',
      'It has the form of an AWS access key.',
      'It has a user and a password.',
      'It is an address of Discord that lets in whoever knows it.',
      'It is an address that lets in whoever knows it.',
      'It has a password or a key in it.',
      'It reads like a key that was drawn at random.',
    ]);
    for (const [key, value] of secrets)
      if (value !== null && value.length > 8) expect(secretSign(key, value)).not.toContain(value);
  });

  it('finds what is drawn as keys are, under any name', () => {
    const drawn = (unit: string, length: number) =>
      fc.string({unit: fc.constantFrom(...unit), minLength: length, maxLength: length});
    const letters = 'abcdefghijklmnopqrstuvwxyz';
    const missed = (values: readonly string[]) => values.filter((value) => !isSecretLike('CODE', value)).length;
    const many = (unit: string, length: number) => fc.sample(drawn(unit, length), {numRuns: 500, seed: 11});
    expect(missed(many('0123456789abcdef', 32))).toBeLessThan(25);
    expect(missed(many(`${letters}${letters.toUpperCase()}0123456789`, 32))).toBeLessThan(25);
    expect(missed(many(`${letters}${letters.toUpperCase()}0123456789-_`, 43))).toBeLessThan(60);
  });

  it('answers for every text, and quickly', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({maxLength: 300}), (key, value) => {
        isSecretLike(key, value);
        carriesSecret(value);
      }),
    );
    for (const text of [
      'a'.repeat(50_000),
      'a=b '.repeat(10_000),
      '-'.repeat(50_000),
      'pass '.repeat(10_000),
      '://a:'.repeat(10_000),
    ])
      expect(typeof isSecretLike('TEXT', text)).toBe('boolean');
  });

  it.each([
    ['DB_PASSWORD', 'secret'],
    ['BASIC_AUTH', 'account'],
    ['SLACK_WEBHOOK_URL', 'address'],
    ['TOKEN_TTL', 'about'],
    ['ACCESS_KEY_ID', 'identity'],
    ['LOG_LEVEL', null],
  ])('%s says: %s', (name, saying) => {
    expect(sayingOf(name)).toBe(saying);
  });
});
