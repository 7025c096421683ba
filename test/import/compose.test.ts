import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {detectKind} from '../../src/adapters/import/detect-kind.js';
import {httpProbe} from '../../src/core/domain/import/compose/http-probe.js';
import {neverFails} from '../../src/core/domain/import/compose/probe.js';
import {parseImage} from '../../src/core/domain/import/compose/image-name.js';
import {parseSpan} from '../../src/core/domain/import/compose/durations.js';
import {readCompose} from '../../src/core/domain/import/compose/read-compose.js';
import {shellCommands} from '../../src/core/domain/import/compose/shell-words.js';
import {formatOf, parseConnection, serviceUrl} from '../../src/core/domain/connection-string.js';
import {readsLikeSample} from '../../src/core/domain/secrets/secret-weakness.js';
import {carriesSecret, isSecretLike} from '../../src/core/domain/secrets/secret-like.js';
import type {Shell} from '../../src/core/ports/shell.js';
import type {ComposeSource} from '../../src/core/domain/import/source.js';
import {importTexts, readTexts, type Texts} from './import.js';

const read = async (texts: Texts) => readCompose((await readTexts(texts))[0] as ComposeSource);
const shop = async (body: string) => {
  const {value, notTaken} = await read({
    'c.yaml': `services:\n  shop:\n    image: acme/shop:1\n${body.replaceAll(/^/gm, '    ')}`,
  });
  return {...value[0]!, notTaken: notTaken.map(({key, reason}) => `${key}: ${reason}`)};
};

describe('variables in a compose file', () => {
  const one = async (text: string) => {
    const {value} = await read({
      'c.yaml': `services:\n  shop:\n    image: a/b\n    environment: {V: '${text}'}\n`,
      '.env': 'X=one\nEMPTY=\n',
    });
    return value[0]!.environment[0]!.value;
  };
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
    ['a } b', 'a } b'],
  ])('%s is %s', async (text, filled) => {
    expect(await one(text)).toBe(filled);
  });

  it.each(['$NONE', '${NONE}', 'x${OTHER:-${NONE}}'])('%s has no value', async (text) => {
    expect(await one(text)).toBeNull();
  });

  it('that are required and have no value are told with what the file says of them', async () => {
    await expect(one('${NONE:?must be set}')).rejects.toThrow(
      'c.yaml:4: variable NONE is required and has no value in the shell or in .env: must be set',
    );
  });

  it('come from the .env beside the file, and what it has in vain is told', async () => {
    const {mistakes, declared, notTaken} = await importTexts({
      '.env': '# ours\nTAG=v1\nexport SESSION_SECRET=abc\nSYNC_FREQUENCY=30\nCRYPTO_SECRET=9f2c7d41\n',
      'app.env': 'TZ=UTC\nSYNC_FREQUENCY=10\n',
      'c.yaml':
        'services:\n  api:\n    image: calciumion/new-api:${TAG}\n    environment: {SYNC_FREQUENCY: "20", CRYPTO: "${CRYPTO_SECRET}", SQL_DSN: "u:${CRYPTO_SECRET}@tcp(h:1)/d"}\n    env_file: [app.env]\n',
    });
    expect(mistakes.filter(({code}) => code === 'ENV_NOT_PASSED')).toEqual([
      {
        code: 'ENV_NOT_PASSED',
        file: '.env',
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
    expect(notTaken.filter(({key}) => key.includes('env_file'))).toEqual([]);
  });

  it('without a value are told at each value that names one', async () => {
    const {notTaken, declared, secrets} = await importTexts({
      'c.yaml': [
        'x-common: &common {RETRIES: "${RETRIES}"}',
        'services:',
        '  shop:',
        '    image: acme/shop:1',
        '    ports: ["80"]',
        '    # $COMMENT',
        '    command: [serve, "--host=${HOST_NAME}"]',
        '    env_file: [app.env]',
        '    environment:',
        '      <<: *common',
        '      URL: http://$HOST_NAME/${PATH_THERE-x}',
        '      OTHER: ${HOST_NAME:-other}',
        '      NOTE: |',
        '        one',
        '        ${HOST_NAME}',
        '  db:',
        '    image: mysql:8.4',
        '    environment: ["MYSQL_ROOT_PASSWORD=${PASSWORD}"]',
        '',
      ].join('\n'),
      'app.env': 'MODE=${MODE_OF_SHOP}\n',
    });
    expect(
      notTaken.filter(({reason}) => reason.startsWith('variable')).map(({file, line, key, reason}) => [file, line, key, reason]),
    ).toEqual(
      [
        ['c.yaml', 1, 'x-common.RETRIES', 'RETRIES'],
        ['c.yaml', 7, 'services.shop.command[1]', 'HOST_NAME'],
        ['c.yaml', 11, 'services.shop.environment.URL', 'HOST_NAME'],
        ['c.yaml', 13, 'services.shop.environment.NOTE', 'HOST_NAME'],
        ['c.yaml', 18, 'services.db.environment.MYSQL_ROOT_PASSWORD', 'PASSWORD'],
        ['app.env', 1, 'MODE', 'MODE_OF_SHOP'],
      ].map(([file, line, key, name]) => [
        file,
        line,
        key,
        `variable ${name} has no value in the shell or in .env, and Compose takes it as empty`,
      ]),
    );
    expect(declared.envs[0]!.deployments[0]!.config).toEqual({OTHER: 'other'});
    expect(secrets.map(({name, places}) => [name, places.map(({key}) => key)])).toEqual([
      ['db-password', ['services.db.environment.MYSQL_ROOT_PASSWORD']],
    ]);
  });

  it('without a value are told where included and extended files name them', async () => {
    const texts = {
      'compose.yaml':
        'include: [inc.yaml]\nservices:\n  shop: {extends: {file: base.yaml, service: base}, ports: ["80"], environment: {A: "1"}}\n',
    };
    const {notTaken} = await importTexts(texts, {
      beside: {
        'inc.yaml': 'services:\n  inc:\n    image: acme/inc:1\n    environment: ["X=${X_OF_INC}"]\n    env_file: [inc.env]\n',
        'inc.env': 'Y=${Y_OF_INC}\n',
        'base.yaml': 'services:\n  base:\n    image: acme/base:1\n    environment:\n      B: ${B_OF_BASE}\n',
      },
    });
    expect(notTaken.filter(({reason}) => reason.startsWith('variable')).map(({file, line, key}) => [file, line, key])).toEqual([
      ['inc.env', 1, 'Y'],
      ['inc.yaml', 4, 'services.inc.environment.X'],
      ['base.yaml', 5, 'services.base.environment.B'],
    ]);
  });

  it('of the shell go before those of .env, as with Compose, and are told', async () => {
    const {assumed, declared} = await importTexts(
      {'c.yaml': 'services:\n  shop: {image: "acme/shop:$TAG", ports: ["80"], environment: [MODE]}\n', '.env': 'TAG=1\n'},
      {env: {TAG: '2', MODE: 'fast', OTHER: 'x'}},
    );
    expect(declared.envs[0]!.deployments[0]).toMatchObject({version: '2', config: {MODE: 'fast'}});
    expect(
      assumed.filter(({reason}) => reason.includes('shell')).map(({line, key, reason}) => `${line} ${key}: ${reason}`),
    ).toEqual([
      '2 services.shop.environment.MODE: variable MODE has the value of your shell, which goes before .env',
      '2 services.shop.image: variable TAG has the value of your shell, which goes before .env',
    ]);
  });

  it('of an environment file are what Compose makes of them', async () => {
    const {value} = await read({
      'c.yaml': 'services: {shop: {image: a/b, env_file: app.env}}\n',
      'app.env': 'BARE=$BASE and ${X:-d}\nHASH=ab#cd\nQUOTED="a\\"b"\nSINGLE=\'$BASE\'\nCOMMENT=x # y\nexport E=1\nSPACED = 2\n',
      '.env': 'BASE=base\n',
    });
    expect(
      Object.fromEntries(value[0]!.environment.map(({key, value: it, place}) => [key, [it, place.file, place.line]])),
    ).toEqual({
      BARE: ['base and d', 'app.env', 1],
      HASH: ['ab#cd', 'app.env', 2],
      QUOTED: ['a"b', 'app.env', 3],
      SINGLE: ['$BASE', 'app.env', 4],
      COMMENT: ['x', 'app.env', 5],
      E: ['1', 'app.env', 6],
      SPACED: ['2', 'app.env', 7],
    });
  });
});

describe('a compose file', () => {
  it.each([
    ['"3000"', {container: 3000, host: null}],
    ['8080:80', {container: 80, host: 8080, range: false, address: null}],
    ['"127.0.0.1:8080:80"', {container: 80, host: 8080, address: '127.0.0.1'}],
    ['"[::1]:8080:80"', {container: 80, host: 8080, address: '::1'}],
    ['"0.0.0.0:8080:80/tcp"', {container: 80, host: 8080, address: null}],
    ['"8000-8009:80"', {container: 80, host: 8000, range: true}],
    [
      '{target: 80, published: "8080", name: web, host_ip: 10.0.0.1}',
      {container: 80, host: 8080, name: 'web', address: '10.0.0.1'},
    ],
  ])('has port %s', async (written, port) => {
    expect(await shop(`ports: [${written}]`)).toMatchObject({ports: [port], notTaken: []});
  });

  it('has each port of a range', async () => {
    expect((await shop('ports: ["8000-8001:80-81"]')).ports).toMatchObject([
      {container: 80, host: 8000, range: false},
      {container: 81, host: 8001, range: false},
    ]);
  });

  it.each([
    ['"53:53/udp"', 'is udp, and Muster publishes TCP'],
    ['"0:80"', 'is not a port from 1 to 65535'],
  ])('tells that port %s is left out', async (written, reason) => {
    expect(await shop(`ports: [${written}]`)).toMatchObject({ports: [], notTaken: [`services.shop.ports[0]: ${reason}`]});
  });

  it.each(['"80:99999"', 'http', '[1]', '{published: 80}'])('is refused with port %s, as Compose does', async (written) => {
    await expect(shop(`ports: [${written}]`)).rejects.toMatchObject({
      code: 'FILE_INVALID',
      exitCode: 2,
      message: expect.stringMatching(/^c\.yaml:4: /),
    });
  });

  it.each([
    ['./data:/data', {kind: 'bind', source: './data', target: '/data', readOnly: false}],
    ['data:/data:ro', {kind: 'volume', source: 'data', readOnly: true}],
    ['/data', {kind: 'volume', source: null, target: '/data'}],
    ['{type: bind, source: /a, target: /b, read_only: true}', {kind: 'bind', source: '/a', target: '/b', readOnly: true}],
  ])('has mount %s', async (written, mount) => {
    const {mounts, notTaken} = await shop(`volumes: [${written}]`);
    expect([mounts, notTaken.filter((it) => !it.includes('undefined volume'))]).toMatchObject([[mount], []]);
  });

  it('has variables as a list or as a map, the last of each name', async () => {
    expect((await shop('environment: [A=1, B, A=x=y, "C="]')).environment.map(({key, value}) => [key, value])).toEqual([
      ['B', null],
      ['A', 'x=y'],
      ['C', ''],
    ]);
    expect(
      (await shop('environment: {A: 1, B: null, C: true, D: yes, E: 0o10, F: 010, G: 1.10}')).environment.map(({key, value}) => [
        key,
        value,
      ]),
    ).toEqual([
      ['A', '1'],
      ['B', null],
      ['C', 'true'],
      ['D', 'yes'],
      ['E', '8'],
      ['F', '8'],
      ['G', '1.1'],
    ]);
  });

  it.each(['environment: [[A], {B: 1}]', 'constructor: 1', 'null_one:', 'prots: ["80"]', 'healthcheck: {interval: 5}'])(
    'is refused where Compose refuses it, with file and line: %s',
    async (body) => {
      await expect(shop(body)).rejects.toThrow(/^c\.yaml:4: /);
    },
  );

  it('tells every key of a service that it does not take', async () => {
    const {notTaken} = await shop('build: .\nlabels: {a: b}\nx-mine: {a: 1}\ncap_add: [NET_ADMIN]');
    expect(notTaken).toEqual([
      'services.shop.build: Muster runs images and builds none: push what it makes to a registry',
      'services.shop.labels: Muster labels containers itself',
      'services.shop.x-mine: an extension says nothing by itself',
      'services.shop.cap_add: Muster has nothing like it',
    ]);
  });

  it.each(['[]', 'services: []', 'services: {shop: 1}', ''])('without services is none: %j', async (text) => {
    await expect(read({'c.yaml': text})).rejects.toMatchObject({exitCode: 2});
  });

  it('may be of the first form, without services', async () => {
    const {value, notTaken} = await read({'c.yaml': 'shop: {image: a/b}\nother: {build: .}'});
    expect([value.map(({name}) => name), notTaken.map(({key, line}) => `${line} ${key}`)]).toEqual([
      ['shop', 'other'],
      ['2 services.other.build'],
    ]);
  });

  it('may be several documents, each of which adds to those before it', async () => {
    const {value} = await read({
      'c.yaml': 'services: {shop: {image: a/b, ports: ["1:1"]}}\n---\nservices:\n  shop:\n    ports: ["2:2"]\n',
    });
    expect(value[0]!.ports.map(({host, place}) => [host, place.line])).toEqual([
      [1, 1],
      [2, 5],
    ]);
  });

  it('may use one anchor a thousand times', async () => {
    const services = Array.from({length: 1100}, (_, index) => `  s${index}: {<<: *base, environment: {N: "${index}"}}`).join(
      '\n',
    );
    const {value} = await read({'c.yaml': `x-base: &base {image: a/b, environment: {A: "1"}}\nservices:\n${services}\n`});
    expect([value.length, value[1099]!.image?.repository, value[1099]!.environment.map(({key}) => key)]).toEqual([
      1100,
      'a/b',
      ['N'],
    ]);
  });

  it('extends another, and is extended in the way that tags say', async () => {
    const {value} = await read({
      'base.env': '',
      'c.yaml':
        'services:\n  common: {image: a/b, environment: {A: "1"}, ports: ["1:1"]}\n  shop: {extends: common, environment: {B: "2"}, ports: !override ["3:3"], profiles: [big]}\n',
    });
    const {environment, ports} = value.find(({name}) => name === 'shop')!;
    expect(Object.fromEntries(environment.map(({key, value: it}) => [key, it]))).toEqual({A: '1', B: '2'});
    expect(ports.map(({host}) => host)).toEqual([3]);
  });

  it('has commands in words, also as a block text', async () => {
    const {value} = await read({
      'c.yaml': 'services:\n  shop:\n    image: a/b\n    command: |\n      sh -c "echo $$HOME\n        && run"\n      --flag\n',
    });
    expect(value[0]!.command?.value).toEqual(['sh', '-c', 'echo $HOME\n  && run', '--flag']);
  });
});

describe('without Compose', () => {
  const answers = {exit: 1, stdout: '', stderr: '', timedOut: false, missing: false};
  it.each([
    {...answers, exit: 127, missing: true},
    {...answers, stderr: "docker: 'compose' is not a docker command."},
    {...answers, stderr: "unknown shorthand flag: 'p' in -p"},
  ])('the import says that it needs it: $stderr', async (answer) => {
    const shell = {run: async () => answer} as unknown as Shell;
    await expect(readTexts({'c.yaml': 'services: {a: {image: b}}'}, {shell})).rejects.toMatchObject({
      code: 'COMPOSE_MISSING',
      exitCode: 7,
      hint: expect.stringContaining('docker compose version'),
    });
  });
});

describe('several compose files', () => {
  const base = 'services:\n  shop:\n    image: a/b:1\n    ports: ["1:1"]\n    environment: {A: "1", B: "1"}\n';
  const portsOf = async (texts: Texts) =>
    (await readTexts(texts)).map((source) =>
      readCompose(source as ComposeSource).value.flatMap(({ports}) =>
        ports.map(({host, place}) => `${place.file}:${place.line} ${host}`),
      ),
    );

  it('are one project where a later one says a part of a service, and Compose adds its lists', async () => {
    const texts = {'compose.yaml': base, 'more.yaml': 'services:\n  shop:\n    environment: {B: "2"}\n    ports: ["2:2"]\n'};
    expect(await portsOf(texts)).toEqual([['compose.yaml:4 1', 'more.yaml:4 2']]);
    const [shop] = readCompose((await readTexts(texts))[0] as ComposeSource).value;
    expect(shop!.environment.map(({key, value, place}) => `${place.file}:${place.line} ${key}=${value}`)).toEqual([
      'compose.yaml:5 A=1',
      'more.yaml:3 B=2',
    ]);
  });

  it.each(['compose.override.yaml', 'compose.prod.yaml', 'override.yaml'])(
    'are one project where the later one is called %s',
    async (name) => {
      const whole = 'services: {shop: {image: "a/b:2", ports: !override ["2:2"]}}\n';
      expect(await portsOf({'compose.yaml': base, [name]: whole})).toEqual([[`${name}:1 2`]]);
    },
  );

  it('are of several machines where each says its services whole, or other services', async () => {
    const other = base.replaceAll('1:1', '2:2');
    expect(await portsOf({'one.yaml': base, 'two.yaml': other})).toEqual([['one.yaml:4 1'], ['two.yaml:4 2']]);
    expect(await portsOf({'compose.yaml': base, 'compose.prod.yaml': other.replace('shop', 'cafe')})).toHaveLength(2);
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

  const usual = {scheme: 'http', host: 'localhost', port: null, path: '/', contains: null, more: []};
  const variable = (key: string, value: string) => ({key, value, written: true, place: {file: '', line: 1, key}});
  const shop = {
    name: 'Shop',
    containerName: null,
    hostNames: ['shop-1'],
    environment: [variable('PORT', '8080'), variable('API_KEY', 'r8Kq2Lm9x')],
  };
  const asks = (line: string) => httpProbe(['CMD-SHELL', line], shop);
  it.each([
    ['curl -f http://localhost:8080/healthz?x=1', {port: 8080, path: '/healthz?x=1', status: '200-399'}],
    ['curl -fsSk https://localhost/', {scheme: 'https', status: '200-399'}],
    ['curl --fail -H "Host: shop.example.com" http://127.0.0.1/', {host: 'shop.example.com', status: '200-399'}],
    ['curl http://localhost', {status: '100-599'}],
    ["wget -qO- http://127.0.0.1/ | grep -q 'up and running'", {status: '200-399', contains: 'up and running'}],
    ['wget --spider http://[::1]:3000/up', {port: 3000, path: '/up', status: '200-399', more: ['asks by HEAD']}],
    ["curl -s -o /dev/null -w '%{http_code}' http://localhost:80/a | grep -q ^204$", {port: 80, path: '/a', status: '204'}],
    ['test "$(curl -so /dev/null -w %{http_code} http://localhost/)" = 401', {status: '401'}],
    ["[ $(curl -s -o /dev/null -w '%{http_code}' localhost/a) -eq 301 ] || exit 1", {path: '/a', status: '301'}],
    [
      'curl -fL -X POST -d x -H "X-A: 1" -u a:b http://shop/',
      {status: '200-399', more: ['asks by POST', 'sends a body', 'sends headers', 'sends a password', 'follows redirects']},
    ],
    [
      "node -e \"require('http').get('http://localhost:3000/up')\"",
      {port: 3000, path: '/up', status: '200-299', more: ['runs code of node']},
    ],
    // Without a scheme it is http.
    ['curl -f localhost:8080/x', {port: 8080, path: '/x', status: '200-399'}],
    ['curl -fs 127.0.0.1 || exit 1', {status: '200-399'}],
    ['wget -q -O - 0.0.0.0:8080?a=b 2>&1 >/dev/null || exit 1', {port: 8080, path: '/?a=b', status: '200-399'}],
    ['wget --no-verbose --tries=1 -O /dev/null localhost:8080/x &> /dev/null', {port: 8080, path: '/x', status: '200-399'}],
    ['timeout 5 curl -fso/dev/null --url localhost:8080/x#y', {port: 8080, path: '/x', status: '200-399'}],
    ['curl -f http://$HOSTNAME:8080/', {port: 8080, status: '200-399'}],
    ['curl -f http://SHOP-1:8080/', {port: 8080, status: '200-399'}],
    // What the shell of the container fills in.
    ['curl -f "http://localhost:${PORT}/x"', {port: 8080, path: '/x', status: '200-399'}],
    ['curl -f http://localhost:$PORT/${WHERE:-up}', {port: 8080, path: '/up', status: '200-399'}],
    // What grep looks for is an extended regular expression in a recipe.
    ["curl -f localhost | grep -E 'up|ok'", {status: '200-399', contains: 'up|ok'}],
    ["curl -f localhost | grep 'a|b\\|c(d)'", {status: '200-399', contains: String.raw`a\|b|c\(d\)`}],
    ["curl -f localhost | grep -qF 'v1.2?'", {status: '200-399', contains: String.raw`v1\.2\?`}],
    ['curl -f localhost | grep -v error', {status: '200-399', more: ['looks at the answer in its own way']}],
    ['curl -f localhost | grep -qi ready', {status: '200-399', more: ['looks at the answer in its own way']}],
    // What else it does is told.
    ['curl -f localhost/a && curl -f localhost/b', {path: '/a', status: '200-399', more: ['also runs curl']}],
    ['test -f /ready && curl -f localhost', {status: '200-399', more: ['also runs test']}],
    ['wget -qO- localhost >/dev/null; exit $?', {status: '200-399'}],
    ['if curl -f localhost; then exit 0; else exit 1; fi', {status: '200-399', more: ['runs a script of its own']}],
    ['curl -f localhost | jq -e .ok', {status: '200-399', more: ['also runs jq']}],
    ['curl -f localhost | grep a | grep b', {status: '200-399', contains: 'a', more: ['also runs grep']}],
    ['curl -f localhost/a localhost/b', {path: '/a', status: '200-399', more: ['asks several addresses']}],
    ['curl -f -m 2 --unix-socket /run/x.sock localhost', {status: '200-399', more: ['says -m', 'says --unix-socket']}],
    ['curl -f http://a:b@localhost/', {status: '200-399', more: ['sends a password']}],
    ['[ "$(curl -s localhost)" = ok ]', {status: '100-599', more: ['runs a script of its own']}],
    ["test $(curl -s -w '%{http_code}' localhost) != 500", {status: '100-599', more: ['runs a script of its own']}],
  ])('%s asks over HTTP', (line, asked) => {
    expect(asks(line)).toEqual({...usual, ...asked});
  });

  it.each([
    'mysqladmin ping -h 127.0.0.1',
    'nc -z localhost 8080',
    'curl -f http://other:80/x',
    'curl -f http://$OTHER/x',
    'curl -f http://localhost:$UNKNOWN/x',
    'curl -f http://localhost/?key=$API_KEY',
    '! curl -f http://localhost/down',
    "exec 3<>/dev/tcp/127.0.0.1/9000; echo -e 'GET /up HTTP/1.1\\r\\nhost: http://localhost\\r\\n' >&3; grep UP <&3",
  ])('%s asks nothing that a recipe can ask', (line) => {
    expect(asks(line)).toBeNull();
  });

  it('without a shell asks as well', () => {
    expect(httpProbe(['CMD', 'mysqladmin', 'ping'], shop)).toBeNull();
    expect(httpProbe(['CMD', 'curl', '-f', 'http://localhost:8080/healthz'], shop)).toMatchObject({port: 8080, path: '/healthz'});
    expect(httpProbe(['CMD', 'curl', '-f', 'localhost:8080/healthz'], shop)).toMatchObject({port: 8080, path: '/healthz'});
    // Nobody fills it in.
    expect(httpProbe(['CMD', 'curl', '-f', 'localhost:$PORT/healthz'], shop)).toBeNull();
  });

  it('has its shell line in words, whatever the line is', () => {
    expect(shellCommands(`a 'b c' "d \\"e" f\\ g || h;i`)).toEqual([
      {after: null, words: ['a', 'b c', 'd "e', 'f g']},
      {after: '||', words: ['h']},
      {after: ';', words: ['i']},
    ]);
    expect(shellCommands('a >/dev/null 2>&1 || b &>c & d').map(({words}) => words)).toEqual([
      ['a', '>/dev/null', '2>&1'],
      ['b', '&>c'],
      ['d'],
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
