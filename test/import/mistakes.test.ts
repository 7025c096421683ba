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
  NAME_TWICE: {
    wrong: {
      'a.yaml': cluster({main: {more: {container_name: 'api'}}}),
      'b.yaml': cluster({second: {env: slave, more: {container_name: 'api'}}}),
    },
    right: c(cluster({main: {more: {container_name: 'api'}}, second: {env: slave, more: {container_name: 'api-2'}}})),
    found: [
      'services.second.container_name',
      'main of a.yaml and second of b.yaml have one container_name, api, which only one container of a machine can have.',
    ],
  },
  PORT_TWICE: {
    wrong: {
      'a.yaml': cluster({main: {more: {ports: ['3000:3000']}}}),
      'b.yaml': cluster({second: {env: slave, more: {ports: ['3000:3000']}}}),
    },
    right: c(
      cluster({main: {more: {ports: ['3000:3000', '127.0.0.1:3001:3000']}}, second: {env: slave, more: {ports: ['3001:3000']}}}),
    ),
    found: [
      'services.second.ports[0]',
      'main of a.yaml and second of b.yaml publish one host port, 3000, which only one container of a machine can have.',
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

const any = (environment: Readonly<Record<string, string>>, more: object = {}) =>
  c(JSON.stringify({services: {shop: {image: 'acme/shop:1', ports: ['8080'], environment, ...more}}}));
const two = (one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>) =>
  c(
    JSON.stringify({
      services: {a: {image: 'acme/shop:1', ports: ['8080'], environment: one}, b: {image: 'acme/shop:1', environment: other}},
    }),
  );

/** Reasonable files that look a little like a mistake. */
const reasonable: readonly (readonly [code: string, files: Readonly<Record<string, string>>])[] = [
  ['HEALTH_CANNOT_FAIL', probe(['CMD-SHELL', 'curl -fs http://localhost:3000 || exit 1'])],
  ['HEALTH_CANNOT_FAIL', probe(['CMD-SHELL', 'test "$$(wget -qO- http://localhost:3000)" = ok'])],
  ['HEALTH_CANNOT_FAIL', probe(['CMD', 'curl', '-f', 'http://localhost:3000'])],
  ['SECRET_PLAIN', any({ACCESS_TOKEN_LIFETIME: '600', DB_PASSWORD_FILE: '/run/secrets/db', MAX_TOKENS: '4096', AUTH: 'ldap'})],
  ['SECRET_PUBLIC', any({SESSION_SECRET: '9f2c7d41b8e650a3'})],
  ['SAME_SECRET', two({SESSION_SECRET: '9f2c7d41b8e650a3'}, {SESSION_SECRET: '9f2c7d41b8e650a3'})],
  ['ROLE_MISSPELLED', c(cluster({main: {env: {NODE_TYPE: 'master'}}, second: {env: slave}}))],
  ['ONE_MASTER', c(cluster({main: {}, second: {env: slave, more: {deploy: {replicas: 5}}}}))],
  ['SHARED_DATABASE', c(cluster({main: {env: {SQL_DSN: 'local'}}}))],
  ['SHARED_CACHE', c(cluster({main: {env: {REDIS_CONN_STRING: null}}}))],
  ['LOCALHOST_IN_CONTAINER', any({CORS_ORIGIN: 'http://localhost:3000', APP_URL: 'http://localhost:8080'})],
  [
    'LOCALHOST_IN_CONTAINER',
    any({LISTEN: 'tcp://0.0.0.0:8080', ASPNETCORE_URLS: 'http://localhost:5000', GRPC: 'tcp://0.0.0.0:9'}),
  ],
  ['LOCALHOST_IN_CONTAINER', any({OAUTH_REDIRECT_URI: 'http://localhost:8080/callback', HOST: 'localhost.example.com'})],
  ['DSN_FORMAT', c(pair({SQL_DSN: 'postgresql://app:Xq7-w9Lk@10.0.0.5/api'}))],
  [
    'DSN_FORMAT',
    c(
      pair({
        SQL_DSN: 'app:Xq7-w9Lk@tcp(10.0.0.5:3306)/api?charset=utf8mb4&parseTime=true',
        REDIS_CONN_STRING: 'rediss://r:6379/1',
      }),
    ),
  ],
  ['SERVICE_DIFFERS', two({API_URL: 'http://a.example.com'}, {API_URL: 'http://b.example.com'})],
  ['SERVICE_DIFFERS', two({BROKER_URL: 'amqp://mq:5672', ROLE: 'a'}, {BROKER_URL: 'amqp://mq:5672', ROLE: 'b'})],
  ['BROKER_EMBEDDED', any({SPRING_ARTEMIS_MODE: 'embedded'})],
  ['CONFIG_NOT_READ', c(pair({REDIS_POOL_SIZE: '10', GIN_MODE: 'release'}))],
  ['CONFIG_VALUE', c(pair({SYNC_FREQUENCY: '60', BATCH_UPDATE_INTERVAL: '10'}))],
  [
    'REDIRECT_LOOP',
    {
      'c.yaml': cluster({main: {env: {FRONTEND_BASE_URL: 'https://api.example.com'}}, second: {env: slave}}),
      'nginx.conf': site(complete),
    },
  ],
  ['ENV_NAME_CASE', c(pair({Custom_Thing: '1', HTTP_PROXY: 'http://proxy:3128', http_proxy: 'http://proxy:3128'}))],
  ['NAME_FIXED', c(pair({}, {deploy: {replicas: 1}}))],
  [
    'NAME_TWICE',
    {
      'a.yaml': cluster({main: {more: {container_name: 'api'}}}),
      'b.yaml': cluster({second: {env: slave, more: {container_name: 'api'}}}),
      'nginx.conf': site(complete, 'server 10.0.0.1:3000; server 10.0.0.2:3000;'),
    },
  ],
  ['PORT_FIXED', c(cluster({main: {more: {ports: ['3000:3000']}}, second: {env: slave, more: {deploy: {replicas: 3}}}}))],
  [
    'PORT_TWICE',
    {
      'a.yaml': cluster({main: {more: {ports: ['3000:3000']}}}),
      'b.yaml': cluster({second: {env: slave, more: {ports: ['3000:3000']}}}),
      'nginx.conf': site(complete, 'server 10.0.0.1:3000; server 10.0.0.2:3000;'),
    },
  ],
  ['VERSION_LATEST', c(pair({}, {image: 'registry.example.com:5000/calciumion/new-api:v0.9.2'}))],
  ['IP_HASH_NETWORK', both(site(complete, 'least_conn; server main:3000; server second:3000;'))],
  ['UPGRADE_MISSING', both(site(`include snippets/proxy.conf; ${streaming}`))],
  ['UPGRADE_MISSING', both(`include snippets/proxy.conf; ${site(streaming)}`)],
  ['UPGRADE_MISSING', both(site(`proxy_set_header UPGRADE $http_upgrade; ${streaming}`))],
  ['STREAM_BUFFERED', both(`proxy_buffering off; ${site(complete.replace('proxy_buffering off;', ''))}`)],
  ['READ_TIMEOUT_SHORT', both(site(complete.replace('10m', '3600')))],
  ['FORWARDED_MISSING', both(site(`include /etc/nginx/proxy_params; ${streaming}`))],
  ['FORWARDED_MISSING', both(site(`include snippets/proxy.conf; ${streaming}`))],
];

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

  it.each(reasonable)('%s is not seen in a reasonable file (%#)', async (code, files) => {
    expect((await importTexts(files)).mistakes.filter((mistake) => mistake.code === code)).toEqual([]);
  });

  it('of two brokers make no roles, and are told', async () => {
    const {mistakes, recipes, notTaken} = await importTexts(
      two({BROKER_URL: 'amqp://mq-1:5672', LEVEL: 'x'}, {BROKER_URL: 'amqp://mq-2:5672', LEVEL: 'x'}),
    );
    expect(Object.keys([...recipes.values()][0]!.roles)).toEqual(['peer']);
    expect(mistakes.filter(({code}) => code === 'SERVICE_DIFFERS').map(({message}) => message)).toEqual([
      'Instances of app shop are led to 2 different places by BROKER_URL, so they do not share what is there.',
    ]);
    expect(notTaken.map(({key}) => key)).toContain('services.b.environment.BROKER_URL');
  });

  it('roles that are made of what differs are told', async () => {
    const {assumed} = await importTexts(two({ROLE: 'main'}, {ROLE: 'worker'}));
    expect(assumed.map(({reason}) => reason)).toContain('its services differ in ROLE, so app shop has roles master and slave');
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
