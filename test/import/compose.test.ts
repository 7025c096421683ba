import {mkdtempSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {detectKind} from '../../src/adapters/import/detect-kind.js';
import {interpolate} from '../../src/adapters/import/interpolate.js';
import {HandMadeFiles} from '../../src/adapters/import/hand-made-files.js';
import {httpProbe, neverFails} from '../../src/core/domain/import/compose/probe.js';
import {parseImage} from '../../src/core/domain/import/compose/image-name.js';
import {parseSpan} from '../../src/core/domain/import/compose/durations.js';
import {readCompose} from '../../src/core/domain/import/compose/read-compose.js';
import {shellCommands} from '../../src/core/domain/import/compose/shell-words.js';
import {formatOf, parseConnection, serviceUrl} from '../../src/core/domain/import/connection-string.js';
import {readsLikeSample} from '../../src/core/domain/import/sample.js';
import {carriesSecret, isSecretLike} from '../../src/core/domain/secrets/secret-like.js';
import {readSource} from '../../src/adapters/import/hand-made-files.js';
import type {ComposeSource} from '../../src/core/domain/import/source.js';
import {importAll, importTexts} from './import.js';

const read = async (text: string) => readCompose((await readSource(text, 'c.yaml', 'compose')) as ComposeSource);
const shop = async (body: string) => {
  const {value, notTaken} = await read(`services:\n  shop:\n    image: acme/shop:1\n${body.replaceAll(/^/gm, '    ')}`);
  return {...value[0]!, notTaken: notTaken.map(({key, reason}) => `${key}: ${reason}`)};
};

describe('variables in a compose file', () => {
  const variables = new Map([
    ['X', 'one'],
    ['EMPTY', ''],
  ]);
  it.each([
    ['$X/${X}', 'one/one'],
    ['${X:-two}', 'one'],
    ['${EMPTY:-two}', 'two'],
    ['${EMPTY-two}', ''],
    ['${NONE:-${X}}', 'one'],
    ['${NONE:-a${NONE-b}c}', 'abc'],
    ['${X:+set}', 'set'],
    ['${EMPTY:+set}${NONE+set}', ''],
    ['$$X and $$$$', '$X and $$'],
    ['{a} $ {b}', '{a} $ {b}'],
    ['a } b', 'a } b'],
  ])('%s is %s', (text, filled) => {
    expect(interpolate(text, variables)).toMatchObject({text: filled, unset: []});
  });

  it.each([
    ['$NONE', 'NONE'],
    ['${NONE}', 'NONE'],
    ['${NONE:?must be set}', 'NONE'],
    ['x${NONE:-${OTHER}}', 'OTHER'],
  ])('%s has no value', (text, name) => {
    expect(interpolate(text, variables).unset).toEqual([name]);
  });

  it('leave a text without a dollar as it is', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const plain = text.replaceAll('$', '');
        expect(interpolate(plain, variables)).toEqual({text: plain, unset: [], used: []});
      }),
    );
  });

  it('come from the .env beside the file, and what it has in vain is told', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'muster-import-'));
    writeFileSync(join(folder, '.env'), '# ours\nTAG=v1\nexport SESSION_SECRET=abc\nSYNC_FREQUENCY=30\nCRYPTO_SECRET=9f2c7d41\n');
    writeFileSync(join(folder, 'app.env'), 'TZ=UTC\nSYNC_FREQUENCY=10\n');
    writeFileSync(
      join(folder, 'c.yaml'),
      'services:\n  api:\n    image: calciumion/new-api:${TAG}\n    environment: {SYNC_FREQUENCY: "20", CRYPTO: "${CRYPTO_SECRET}", SQL_DSN: "u:${CRYPTO_SECRET}@tcp(h:1)/d"}\n    env_file: [app.env, gone.env]\n',
    );
    const {mistakes, declared, notTaken} = await importAll(await new HandMadeFiles().read([join(folder, 'c.yaml')], null));
    expect(mistakes.filter(({code}) => code === 'ENV_NOT_PASSED')).toEqual([
      {
        code: 'ENV_NOT_PASSED',
        file: join(folder, '.env'),
        line: 3,
        key: 'SESSION_SECRET',
        message: 'SESSION_SECRET is set here, and no compose file passes it to app new-api.',
        hint: 'Compose fills .env into the file alone: name SESSION_SECRET under environment:, and import again.',
      },
    ]);
    // What comes from a variable does not stand in the compose file.
    expect(mistakes.filter(({code}) => code === 'SECRET_PLAIN')).toEqual([]);
    expect(declared.envs[0]!.deployments).toEqual([
      {app: 'new-api', version: 'v1', roles: {}, weights: {}, config: {TZ: 'UTC', SYNC_FREQUENCY: '20', CRYPTO: '9f2c7d41'}},
    ]);
    expect(notTaken).toContainEqual({
      file: join(folder, 'c.yaml'),
      line: 5,
      key: 'services.api.env_file[1]',
      reason: 'the file cannot be read',
    });
  });
});

describe('a compose file', () => {
  it.each([
    ['"3000"', {container: 3000, host: null}],
    ['8080:80', {container: 80, host: 8080, range: false, address: null}],
    ['"127.0.0.1:8080:80"', {container: 80, host: 8080, address: '127.0.0.1'}],
    ['"[::1]:8080:80"', {container: 80, host: 8080, address: '[::1]'}],
    ['"0.0.0.0:8080:80/tcp"', {container: 80, host: 8080, address: null}],
    ['"8000-8009:80"', {container: 80, host: 8000, range: true}],
    [
      '{target: 80, published: "8080", name: web, host_ip: 10.0.0.1}',
      {container: 80, host: 8080, name: 'web', address: '10.0.0.1'},
    ],
  ])('has port %s', async (written, port) => {
    expect(await shop(`ports: [${written}]`)).toMatchObject({ports: [port], notTaken: []});
  });

  it.each([
    ['"53:53/udp"', 'is udp, and Muster publishes TCP'],
    ['"8000-8001:80-81"', 'is a range of container ports: a recipe names each of them'],
    ['"0:80"', 'is not a port from 1 to 65535'],
    ['"80:99999"', 'is not a port from 1 to 65535'],
    ['http', 'is not a port as compose writes one'],
    ['[1]', 'is not a port as compose writes one'],
    ['{published: 80}', 'has no target'],
  ])('tells that port %s is left out', async (written, reason) => {
    expect(await shop(`ports: [${written}]`)).toMatchObject({ports: [], notTaken: [`services.shop.ports[0]: ${reason}`]});
  });

  it.each([
    ['./data:/data', {kind: 'bind', source: './data', target: '/data', readOnly: false}],
    ['data:/data:ro', {kind: 'volume', source: 'data', readOnly: true}],
    ['/data', {kind: 'volume', source: null, target: '/data'}],
    ['{type: bind, source: /a, target: /b, read_only: true}', {kind: 'bind', source: '/a', target: '/b', readOnly: true}],
    [String.raw`'C:\a:/b'`, {kind: 'bind', source: String.raw`C:\a`, target: '/b'}],
  ])('has mount %s', async (written, mount) => {
    expect(await shop(`volumes: [${written}]`)).toMatchObject({mounts: [mount], notTaken: []});
  });

  it('has variables as a list or as a map, the last of each name', async () => {
    expect((await shop('environment: [A=1, B, A=x=y, "C="]')).environment.map(({key, value}) => [key, value])).toEqual([
      ['A', 'x=y'],
      ['B', null],
      ['C', ''],
    ]);
    expect((await shop('environment: {A: 1, B:, C: true}')).environment.map(({key, value}) => [key, value])).toEqual([
      ['A', '1'],
      ['B', null],
      ['C', 'true'],
    ]);
    expect((await shop('environment: [[A], {B: 1}, "=x"]\nports: [80]')).notTaken).toEqual([
      'services.shop.environment[0]: is not KEY=VALUE',
      'services.shop.environment[1]: is not KEY=VALUE',
      'services.shop.environment.: has no name',
    ]);
  });

  it('tells every key that it does not know, also one that is called like a property of objects', async () => {
    const {notTaken} = await shop('constructor: 1\ntoString: {a: b}\nbuild: .\nnull_one:');
    expect(notTaken).toEqual([
      'services.shop.constructor: Muster has nothing like it',
      'services.shop.toString: Muster has nothing like it',
      'services.shop.build: Muster runs images and builds none: push what it makes to a registry',
      'services.shop.null_one: has no value',
    ]);
  });

  it.each([
    ['[]', 'the file is not a map, and holds no service'],
    ['services: []', 'is not a map of services'],
    ['services: {shop: 1}', 'is not a map'],
  ])('without services is none: %s', async (text, reason) => {
    const {value, notTaken} = await read(text);
    expect([value, notTaken.map((it) => it.reason)]).toEqual([[], [reason]]);
  });

  it('may be of the first form, without services', async () => {
    const {value, notTaken} = await read('shop: {image: a/b}\nother: {build: .}');
    expect([value.map(({name}) => name), notTaken.map(({key}) => key)]).toEqual([['shop', 'other'], ['other.build']]);
  });

  it('that says more of a service belongs to it', async () => {
    const {declared} = await importTexts({
      'compose.yaml': 'services: {api: {image: "calciumion/new-api:1", environment: {TZ: UTC, GIN_MODE: debug}}}',
      'compose.override.yaml': 'services: {api: {environment: {GIN_MODE: release}}}',
    });
    expect(declared.envs[0]!.deployments[0]!.config).toEqual({TZ: 'UTC', GIN_MODE: 'release'});
  });
});

describe('a health check', () => {
  it.each([
    ["a | awk '{print $2}'", 'its last command is awk, which succeeds whatever it is given'],
    ['curl -f x || true', 'it ends in || true'],
    ['curl -f x || exit 0', 'it ends in || exit 0'],
    ['curl -f x; echo done', 'it ends in ; echo'],
    ['echo ok', 'echo always succeeds'],
    ["curl x | tee '/tmp/a|b'", 'its last command is tee, which succeeds whatever it is given'],
  ])('%s never fails', (line, why) => {
    expect(neverFails(['CMD-SHELL', line])).toBe(why);
  });

  it.each([
    'wget -qO- x | grep -q ok',
    "a | awk '/ok/ {found=1} END {exit !found}'",
    'set -o pipefail; a | cat',
    'curl -f x || exit 1',
    "grep -q '|| true' /tmp/x",
    'true && curl -f x',
    '',
  ])('%s can fail', (line) => {
    expect(neverFails(['CMD-SHELL', line])).toBeNull();
  });

  it('without a shell can fail, unless its program never does', () => {
    expect(neverFails(['CMD', 'true'])).toBe('true always succeeds');
    expect(neverFails(['CMD', 'curl', '-f', 'x', '||', 'true'])).toBeNull();
    expect(neverFails(['CMD', '/bin/sh', '-c', 'curl x || true'])).toBe('it ends in || true');
    expect(neverFails(['NONE'])).toBeNull();
  });

  it.each([
    [['CMD', 'curl', '-f', 'http://localhost:8080/healthz?x=1'], {port: 8080, path: '/healthz', contains: null}],
    [
      ['CMD-SHELL', "wget -qO- http://127.0.0.1/ | grep -q 'up and running'"],
      {port: null, path: '/', contains: 'up and running'},
    ],
    [['CMD', 'mysqladmin', 'ping'], null],
  ])('%s asks over HTTP', (test, asked) => {
    expect(httpProbe(test)).toEqual(asked);
  });

  it('has its shell line in words, whatever the line is', () => {
    expect(shellCommands(`a 'b c' "d \\"e" f\\ g || h;i`)).toEqual([
      {after: null, words: ['a', 'b c', 'd "e', 'f g']},
      {after: '||', words: ['h']},
      {after: ';', words: ['i']},
    ]);
    fc.assert(
      fc.property(
        fc.string({unit: fc.constantFrom("'", '"', '\\', ' ', '|', ';', '&', 'a', '\n')}),
        (line) => void shellCommands(line),
      ),
    );
  });
});

describe('a connection', () => {
  it.each([
    [
      'root:pa@ss:w/rd@tcp(db:3306)/api?charset=utf8',
      'go-dsn',
      {user: 'root', host: 'db', port: 3306, database: 'api', query: 'charset=utf8', hasPassword: true},
    ],
    ['root@unix(/run/my.sock)/api', 'go-dsn', {host: 'localhost', hasPassword: false}],
    ['u:p@/api', 'go-dsn', {host: 'localhost', database: 'api'}],
    ['redis://:p@cache/1', 'url', {scheme: 'redis', user: null, host: 'cache', port: null, database: '1', hasPassword: true}],
    ['jdbc:mysql://db:3307/api?useSSL=false', 'jdbc-url', {scheme: 'mysql', host: 'db', port: 3307, query: 'useSSL=false'}],
  ])('%s is a %s', (text, format, parts) => {
    expect(formatOf(text)).toBe(format);
    expect(parseConnection(text)).toMatchObject(parts);
  });

  it.each(['/app/logs', 'plain', '', 'a/b', 'h1:6379,h2:6379', 'redis://h1,h2', 'x@y', '(a)/b'])('%s is none', (text) => {
    expect(parseConnection(text)).toBeNull();
  });

  it('becomes the URL of a service, without the password', () => {
    expect(serviceUrl(parseConnection('a b:p@tcp(db:3306)/x')!, 'mysql')).toBe('mysql://a%20b@db:3306/x');
    expect(serviceUrl(parseConnection('mariadb://u:p@db/x')!, 'mysql')).toBe('mysql://u@db:3306/x');
    expect(serviceUrl(parseConnection('rediss://c')!, 'redis')).toBe('rediss://c:6379');
  });
});

describe('what may be secret', () => {
  it.each([
    ['SESSION_SECRET', 'x'],
    ['spring.datasource.password', 'x'],
    ['STRIPE_API_KEY', null],
    ['JWT_KEY', 'x'],
    ['LOG_SQL_DSN', 'u:p@tcp(h:1)/d'],
    ['WHATEVER', 'https://u:p@host/'],
    ['PEM', '-----BEGIN RSA PRIVATE KEY-----'],
    ['REDISPASSWORD', '1'],
    ['STORE', 'u:p@/api'],
    ['STORE', 'https://host/?api_token=x'],
  ])('%s=%s is', (key, value) => {
    expect(isSecretLike(key, value)).toBe(true);
  });

  it.each([
    ['GET_MEDIA_TOKEN', 'true'],
    ['MAX_TOKENS', '4096'],
    ['TZ', 'UTC'],
    ['PASSWORD', ''],
    ['API_URL', 'https://host/a:b@c'],
    ['KEYBOARD', 'de'],
  ])('%s=%s is not', (key, value) => {
    expect(isSecretLike(key, value)).toBe(false);
  });

  it('is told from the words of a command', () => {
    expect(['serve --token abc', 'serve --api-key=abc', 'mysqladmin -u root -pabc ping'].map(carriesSecret)).toEqual([
      true,
      true,
      true,
    ]);
    expect(['serve --port 80', 'tar -pxf a', '--author'].map(carriesSecret)).toEqual([false, false, false]);
  });

  it.each([
    'your_unique_session_secret',
    'random_string',
    'jobfirst-basic-secret-key-2024',
    'changeme',
    'password',
    '123456',
    'aaaa',
    'root',
  ])('%s reads like a sample', (value) => {
    expect(readsLikeSample(value)).toBe(true);
  });

  it.each(['', '9f2c7d41b8e650a3', 'Xq7-w9Lk', 'correcthorsebattery'])('%s does not', (value) => {
    expect(readsLikeSample(value)).toBe(false);
  });
});

describe('small words', () => {
  it.each([
    ['a/b:1.2', {repository: 'a/b', tag: '1.2', digest: null}],
    ['docker.io/library/redis', {repository: 'redis', tag: null, digest: null}],
    ['reg:5000/a/b@sha256:ab', {repository: 'reg:5000/a/b', tag: null, digest: 'sha256:ab'}],
    ['A B', null],
    ['', null],
  ])('image %s', (text, image) => {
    expect(parseImage(text)).toEqual(image);
  });

  it.each([
    ['1m30s', 90_000],
    ['500ms', 500],
    ['10', 10_000],
    ['1.5s', 1500],
    ['5 s', null],
    ['', null],
  ])('span %s', (text, ms) => {
    expect(parseSpan(text)).toBe(ms);
  });

  it.each([
    ['services:\n', 'compose'],
    ['# x\n\n{"services": {}}', 'compose'],
    ['---\nx: 1', 'compose'],
    ['healthcheck:\n  test: x', 'compose'],
    ['upstream a {\n', 'nginx'],
    ['# x\nhttp {', 'nginx'],
    ['user nginx;', 'nginx'],
    ['server\n{\n}', 'nginx'],
    ['<html>', null],
    ['', null],
    ['# only\n', null],
  ])('%j is %s', (text, kind) => {
    expect(detectKind(text)).toBe(kind);
  });
});
