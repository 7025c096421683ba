import {describe, expect, it} from 'vitest';
import {knownMistakes} from '../../src/core/domain/import/mistakes/index.js';
import {importTexts} from './import.js';

const good = {
  SQL_DSN: 'app:Xq7-w9Lk@tcp(10.0.0.5:3306)/api',
  REDIS_CONN_STRING: 'redis://default:Zr4-t8Mn@10.0.0.6:6379',
  SESSION_SECRET: '9f2c7d41b8e650a3',
  CRYPTO_SECRET: '1b7e93d2c4f8a605',
};

interface Service {
  readonly env?: Readonly<Record<string, string | null>>;
  readonly more?: Readonly<Record<string, unknown>>;
}

/** A New API cluster of these services; a variable that is null is not there. */
function cluster(services: Readonly<Record<string, Service>>): string {
  const body = ({env = {}, more = {}}: Service) => ({
    image: 'calciumion/new-api:v0.9.2',
    environment: Object.fromEntries(Object.entries({...good, ...env}).filter(([, value]) => value !== null)),
    ...more,
  });
  return JSON.stringify(
    {services: Object.fromEntries(Object.entries(services).map(([name, service]) => [name, body(service)]))},
    null,
    1,
  );
}

const slave = {NODE_TYPE: 'slave'};
const pair = (env: Service['env'], more: Service['more'] = {}) =>
  cluster({main: {env: {...env, NODE_TYPE: 'master'}, more}, second: {env: {...env, ...slave}, more}});
const headers = ['Host $host', 'X-Forwarded-For $remote_addr', 'Upgrade $http_upgrade', 'Connection upgrade'];
const site = (inside: string, upstream = 'server main:3000; server second:3000;') =>
  `upstream api { ${upstream} }\nserver { listen 80; server_name api.example.com; location / { proxy_pass http://api; ${inside} } }`;
const streaming = 'proxy_buffering off; proxy_read_timeout 10m;';
const complete = `${headers.map((header) => `proxy_set_header ${header};`).join(' ')} ${streaming}`;

interface Case {
  readonly wrong: Readonly<Record<string, string>>;
  readonly right: Readonly<Record<string, string>>;
  /** Place and message of what is found. */
  readonly found: readonly [string, string];
}

const probe = (test: unknown) => ({'c.yaml': cluster({main: {more: {healthcheck: {test}}}})});
const c = (text: string) => ({'c.yaml': text});
const both = (nginx: string) => ({'c.yaml': pair({}), 'nginx.conf': nginx});

const cases: Readonly<Record<string, Case>> = {
  HEALTH_CANNOT_FAIL: {
    wrong: probe(['CMD-SHELL', "wget -qO- http://localhost:3000 | grep -o ok | awk '{print $$2}'"]),
    right: probe(['CMD-SHELL', 'wget -qO- http://localhost:3000 | grep -q ok']),
    found: [
      'services.main.healthcheck.test',
      'The health check of main can never fail: its last command is awk, which succeeds whatever it is given.',
    ],
  },
  SECRET_PLAIN: {
    wrong: c(pair({})),
    right: c(pair({SQL_DSN: '${DSN}', REDIS_CONN_STRING: '${REDIS}', SESSION_SECRET: '${S}', CRYPTO_SECRET: '${K}'})),
    found: ['services.main.environment.SQL_DSN', 'The value of secret database-password stands in plain text in c.yaml.'],
  },
  SECRET_PUBLIC: {
    wrong: c(pair({SESSION_SECRET: 'random_string'})),
    right: c(pair({})),
    found: [
      'services.main.environment.SESSION_SECRET',
      'Secret session-secret of app new-api has a sample value that the app itself refuses.',
    ],
  },
  SAME_SECRET: {
    wrong: c(cluster({main: {}, second: {env: {...slave, SESSION_SECRET: '77aa11bb22cc33dd'}}})),
    right: c(cluster({main: {}, second: {env: slave}})),
    found: [
      'services.second.environment.SESSION_SECRET',
      'SESSION_SECRET of app new-api has 2 different values, and all instances must share one.',
    ],
  },
  ROLE_MISSPELLED: {
    wrong: c(cluster({main: {}, second: {env: {NODE_TYPE: 'Slaves'}}})),
    right: c(cluster({main: {}, second: {env: slave}})),
    found: [
      'services.second.environment.NODE_TYPE',
      'second has NODE_TYPE=Slaves, and the app knows only NODE_TYPE=master and NODE_TYPE=slave.',
    ],
  },
  ONE_MASTER: {
    wrong: c(cluster({main: {}, second: {}})),
    right: c(cluster({main: {}, second: {env: slave}})),
    found: ['services.second', '2 instances of app new-api run as master (main and second), as NODE_TYPE says nothing else.'],
  },
  SHARED_DATABASE: {
    wrong: c(pair({SQL_DSN: 'local'})),
    right: c(pair({})),
    found: [
      'services.main.environment.SQL_DSN',
      'SQL_DSN starts with "local", so each of the 2 instances of app new-api keeps a database file of its own.',
    ],
  },
  SHARED_CACHE: {
    wrong: c(pair({REDIS_CONN_STRING: null})),
    right: c(pair({})),
    found: ['services.main', 'REDIS_CONN_STRING is not set, so the 2 instances of app new-api do not hear of one another.'],
  },
  LOCALHOST_IN_CONTAINER: {
    wrong: c(pair({SQL_DSN: 'app:Xq7-w9Lk@tcp(127.0.0.1:3306)/api'})),
    right: c(pair({})),
    found: ['services.main.environment.SQL_DSN', 'SQL_DSN leads to 127.0.0.1, which inside a container is the container itself.'],
  },
  DSN_FORMAT: {
    wrong: c(pair({SQL_DSN: 'mysql://app:Xq7-w9Lk@10.0.0.5:3306/api'})),
    right: c(pair({})),
    found: [
      'services.main.environment.SQL_DSN',
      'SQL_DSN is not in the form that the app understands, which is USER:PASSWORD@tcp(HOST:PORT)/DATABASE.',
    ],
  },
  SERVICE_DIFFERS: {
    wrong: c(cluster({main: {}, second: {env: {...slave, SQL_DSN: 'app:Xq7-w9Lk@tcp(10.0.0.9:3306)/api'}}})),
    right: c(cluster({main: {}, second: {env: slave}})),
    found: [
      'services.second.environment.SQL_DSN',
      'Instances of app new-api do not share their database: 10.0.0.5 and 10.0.0.9.',
    ],
  },
  BROKER_EMBEDDED: {
    wrong: c(
      JSON.stringify(
        {
          services: {
            chat: {image: 'acme/chat:1', ports: ['9003:9003'], scale: 3, environment: {SPRING_ARTEMIS_MODE: 'embedded'}},
          },
        },
        null,
        1,
      ),
    ),
    right: c(
      JSON.stringify(
        {services: {chat: {image: 'acme/chat:1', ports: ['9003'], scale: 3, environment: {SPRING_ARTEMIS_MODE: 'native'}}}},
        null,
        1,
      ),
    ),
    found: [
      'services.chat.environment.SPRING_ARTEMIS_MODE',
      'SPRING_ARTEMIS_MODE is embedded, so each of the 3 instances of app chat has a broker of its own.',
    ],
  },
  CONFIG_NOT_READ: {
    wrong: c(pair({REDIS_CONN_POOL_SIZE: '10'})),
    right: c(pair({REDIS_POOL_SIZE: '10'})),
    found: [
      'services.second.environment.REDIS_CONN_POOL_SIZE',
      'App new-api does not read REDIS_CONN_POOL_SIZE: its name here is REDIS_POOL_SIZE.',
    ],
  },
  CONFIG_VALUE: {
    wrong: c(pair({SYNC_FREQUENCY: '5m'})),
    right: c(pair({SYNC_FREQUENCY: '300'})),
    found: [
      'services.second.environment.SYNC_FREQUENCY',
      'SYNC_FREQUENCY of app new-api is "5m", and it is whole seconds, and anything else silently counts as 60.',
    ],
  },
  REDIRECT_LOOP: {
    wrong: {
      'c.yaml': cluster({main: {}, second: {env: {...slave, FRONTEND_BASE_URL: 'https://API.example.com/'}}}),
      'nginx.conf': site(complete),
    },
    right: {
      'c.yaml': cluster({main: {}, second: {env: {...slave, FRONTEND_BASE_URL: 'https://main.example.com/'}}}),
      'nginx.conf': site(complete),
    },
    found: [
      'services.second.environment.FRONTEND_BASE_URL',
      'FRONTEND_BASE_URL of app new-api leads to api.example.com, where the balancer is: a slave redirects every page there, so with the address of the balancer visitors go in circles.',
    ],
  },
  ENV_NAME_CASE: {
    wrong: c(pair({sync_frequency: '60'})),
    right: c(pair({SYNC_FREQUENCY: '60'})),
    found: [
      'services.main.environment.sync_frequency',
      'App new-api does not read sync_frequency: it knows it as SYNC_FREQUENCY.',
    ],
  },
  NAME_FIXED: {
    wrong: c(pair({}, {container_name: 'api', deploy: {replicas: 2}})),
    right: c(pair({}, {deploy: {replicas: 2}})),
    found: [
      'services.main.container_name',
      'main has 2 containers and one container_name, api, which only one of them can have.',
    ],
  },
  PORT_FIXED: {
    wrong: c(pair({}, {ports: ['3000:3000'], scale: 2})),
    right: c(pair({}, {ports: ['3000', '3000-3009:3000'], scale: 2})),
    found: [
      'services.main.ports[0]',
      'main has 2 containers and publishes them all at port 3000, which only one of them can have.',
    ],
  },
  ONE_VERSION: {
    wrong: c(cluster({main: {}, second: {env: slave, more: {image: 'calciumion/new-api:v0.9.3'}}})),
    right: c(cluster({main: {}, second: {env: slave, more: {image: 'docker.io/calciumion/new-api:v0.9.2'}}})),
    found: ['services.second.image', 'App new-api runs in versions v0.9.2 and v0.9.3; an app has one version in an environment.'],
  },
  VERSION_LATEST: {
    wrong: c(pair({}, {image: 'calciumion/new-api'})),
    right: c(pair({})),
    found: [
      'services.main.image',
      'App new-api runs an image without tag, which is another image after the next pull, on one machine and not on another.',
    ],
  },
  WEIGHT_INVALID: {
    wrong: both(site(complete, 'server main:3000 weight=300; server second:3000 weight=500;')),
    right: both(site(complete, 'server main:3000 weight=256; server second:3000 weight=5;')),
    found: ['upstream api > server main:3000', 'The weight 300 is greater than 256.'],
  },
  IP_HASH_NETWORK: {
    wrong: both(site(complete, 'ip_hash; server main:3000; server second:3000;')),
    right: both(site(complete, 'hash $remote_addr consistent; server main:3000; server second:3000;')),
    found: [
      'upstream api > ip_hash',
      'ip_hash of upstream api looks at the first three numbers of an address: a whole office, or everybody behind one proxy, is sent to one server.',
    ],
  },
  UPGRADE_MISSING: {
    wrong: both(site(`proxy_set_header X-Real-IP $remote_addr; ${streaming}`)),
    right: both(site(complete)),
    found: ['server > location /', 'App new-api has WebSockets at /, and no proxy_set_header passes Upgrade and Connection on.'],
  },
  STREAM_BUFFERED: {
    wrong: both(site(complete.replace('proxy_buffering off;', ''))),
    right: both(site(complete)),
    found: [
      'server > location /',
      'App new-api streams its answers, and nginx buffers them: people see them late and in pieces.',
    ],
  },
  READ_TIMEOUT_SHORT: {
    wrong: both(site(complete.replace('10m', '30s'))),
    right: both(site(complete)),
    found: ['server > location /', 'nginx gives an answer of app new-api up after 30 s, and it may take 600 s.'],
  },
  FORWARDED_MISSING: {
    wrong: both(site(complete.replace('proxy_set_header X-Forwarded-For $remote_addr;', ''))),
    right: both(site(complete)),
    found: ['server > location /', "App new-api sees the address of the balancer in the place of the visitor's."],
  },
};

const codes = knownMistakes.map(({code}) => code).filter((code) => code !== 'ENV_NOT_PASSED');

describe('known mistakes', () => {
  it('have a code each, and a test each', () => {
    expect(new Set(codes).size).toBe(codes.length);
    expect(Object.keys(cases).sort()).toEqual([...codes].sort());
  });

  it.each(codes)('%s is seen where it was made, with what to do', async (code) => {
    const {wrong, found} = cases[code]!;
    const seen = (await importTexts(wrong)).mistakes.filter((mistake) => mistake.code === code);
    expect([seen[0]?.key, seen[0]?.message]).toEqual(found);
    expect(seen[0]!.line).toBeGreaterThan(0);
    expect(seen[0]!.hint).toMatch(/\.$/);
  });

  it.each(codes)('%s is not seen where it was not made', async (code) => {
    const {right} = cases[code]!;
    expect((await importTexts(right)).mistakes.filter((mistake) => mistake.code === code)).toEqual([]);
  });

  it('are listed in the documentation (update with --update)', async () => {
    const page = [
      '# Known mistakes',
      '',
      'What `muster topology import` looks for in hand-made compose files and nginx configurations.',
      '',
      '| code | mistake |',
      '|---|---|',
      ...knownMistakes.map(({code, sentence}) => `| \`${code}\` | ${sentence} |`),
      '',
      'Mistakes with the variables of one app are known to its [recipe](recipes.md), under `configRules`.',
      '',
    ];
    await expect(page.join('\n')).toMatchFileSnapshot('../../docs/mistakes.md');
  });
});
