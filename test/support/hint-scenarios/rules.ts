import type {HintScenario} from './scenario.js';

const again = 'the first command asks for the same again';
const inFile = 'the file says so still';
const file = (envs: string, rest = '') => ({'a.yaml': `apiVersion: muster/v1\n${rest}envs: {${envs}}\n`});
const apply = 'apply -f a.yaml --topology-only';
const corrected = (from: string, to: string) => [`sed -i "s|${from}|${to}|" a.yaml`];
const hello = (facts = '') => `apps: {hello: {recipe: web, image: hello, version: 1.0.0${facts}}}`;
const api = (facts: string) => `nodes: [web-1], apps: {api: {recipe: new-api, version: v1, ${facts}}}`;
const services =
  'services: {db: {kind: mysql, url: "mysql://u@db.example.com:3306/a"}, cache: {kind: redis, url: "redis://c.example.com:6379"}}';
const secrets = ['muster secret set session-secret --env test', 'muster secret set crypto-secret --env test'];
const shop = `name: shop
description: A shop
image: shop
ports: {http: 8080}
routes: [{path: /, port: http}]
roles: {master: {count: 1}, slave: {}}
reserve: {cpu: 4, memory: 4GiB}
secrets: {API_KEY: {}}
health: {port: http, path: /healthz}
`;
const running: HintScenario['files'] = {'run.yaml': `apiVersion: muster/v1\nenvs: {test: {${services}, ${api('slaves: 1')}}}\n`};
const run = [...secrets, 'muster apply -f run.yaml --topology-only'];

/** What the rules of topologies refuse or warn about. */
export const rules: readonly HintScenario[] = [
  {
    code: 'ADDRESS_LOOPBACK',
    given: ['muster node update web-2 --address 10.9.9.8', 'muster env join empty web-2'],
    when: 'env join empty spare',
    fill: {IP: '10.9.9.9'},
  },
  {
    code: 'ADDRESS_LOOPBACK',
    about: 'of an org',
    given: [
      'muster env leave test web-1 --org acme',
      'muster node add far --connect ssh://ops@127.0.0.1:13 --address 10.9.9.8 --org acme',
      'muster env join test far --org acme',
    ],
    when: 'env join test spare --org acme',
  },
  {code: 'BALANCE_UNKNOWN', files: file(`prod: {${hello(', balance: fastest')}}`), when: apply, moves: true},
  {
    code: 'BALANCE_UNKNOWN',
    about: 'flag',
    when: 'app deploy hello --env prod --version 1.0.0 --balance fastest',
    moves: true,
    byHand: [],
    staysBecause: again,
  },
  {
    code: 'CAPACITY',
    moves: true,
    files: {
      ...file(
        'test: {apps: {shop: {recipe: ./shop.yaml, version: 1.0.0, slaves: 1}}}',
        'nodes: {web-1: {connect: "ssh://ops@127.0.0.1:1", capacity: {cpu: 2}}}\n',
      ),
      'shop.yaml': shop,
    },
    when: apply,
    byHand: corrected('cpu: 2', 'cpu: 8'),
  },
  {
    code: 'CAPACITY',
    about: 'of what is recorded',
    files: {...file('test: {apps: {shop: {recipe: ./shop.yaml, version: 1.0.0, slaves: 0}}}'), 'shop.yaml': shop},
    given: [`muster ${apply}`],
    when: 'node update web-1 --capacity cpu=2',
    moves: true,
  },
  {code: 'CLUSTER_BOUND', when: 'cluster delete default', staysBecause: 'it is the only cluster'},
  {
    code: 'CONFIG_OVERRIDE',
    files: running,
    given: run,
    when: 'config set NODE_NAME=same --env test --app api',
    staysBecause: again,
  },
  {
    code: 'CONFIG_VALUE',
    files: running,
    given: run,
    when: 'config set SYNC_FREQUENCY=5m --env test --app api',
    fill: {VALUE: '60'},
    staysBecause: again,
  },
  {
    code: 'CONFIG_VALUE',
    about: 'of an app that is not there yet',
    files: file(`test: {${services}, ${api('slaves: 0, config: {SYNC_FREQUENCY: 5m}')}}`),
    when: apply,
    byHand: corrected('5m', '60'),
  },
  {code: 'COUNT_INVALID', when: 'app scale hello --env prod --slaves 100000', moves: true},
  {
    code: 'COUNT_INVALID',
    about: 'of an app that is not there yet',
    files: file(`live: {nodes: [spare], ${hello(', slaves: 100000')}}`),
    when: apply,
    byHand: corrected('100000', '1'),
  },
  {code: 'ENTRY_INVALID', when: "entry add 'company.com:99999' --env empty", staysBecause: again},
  {code: 'ENTRY_TAKEN', leadsOn: true, when: 'entry add company.com --env empty', moves: true},
  {code: 'ENTRY_TAKEN', about: 'of another org', leadsOn: true, when: 'entry add acme.com --env empty', moves: true},
  {
    code: 'ENTRY_TAKEN',
    about: 'IPv6',
    given: ["muster entry add '[fd00::1]:8080' --env empty"],
    when: "entry add '[fd00::1]:8080' --env test",
  },
  {
    code: 'ENV_NAME_CASE',
    fill: {VALUE: '60'},
    files: running,
    given: run,
    when: 'config set sync_frequency=60 --env test --app api',
    staysBecause: again,
  },
  {code: 'ENV_NO_NODE', files: file(`empty: {${hello()}}`), when: apply},
  {
    code: 'ENV_NO_NODE',
    about: 'env that is not there yet',
    files: file(`live: {${hello()}}`),
    when: apply,
    byHand: corrected('live: {', 'live: {nodes: [spare], '),
  },
  {code: 'HEARTBEAT_TOO_SHORT', when: 'cluster update default --heartbeat 1', byHand: [], staysBecause: again},
  {code: 'LAST_ENTRY', when: 'entry remove company.com --env prod', moves: true},
  {code: 'MACHINE_STAYS', when: 'node update web-1 --connect ssh://ops@127.0.0.1:9', moves: true},
  {code: 'MASTER_REMOVE', when: 'app scale hello --env prod --role master=0', moves: true},
  {code: 'NODE_IN_USE', when: 'node remove web-1 --yes', moves: true},
  {
    code: 'NODE_IN_USE',
    about: 'managed service',
    files: file('empty: {nodes: [spare, web-2], services: {db: {kind: mysql, managed: {node: spare}}}}'),
    given: [`muster ${apply}`],
    when: 'node remove spare --yes',
    moves: true,
  },
  {code: 'NODE_IN_USE', about: 'env', when: 'env leave prod web-1', moves: true},
  {code: 'NODE_IN_USE', about: 'of an org', when: 'env leave prod web-1 --org acme', moves: true},
  {code: 'NODE_NOT_IN_ENV', files: file('test: {services: {db: {kind: mysql, managed: {node: spare}}}}'), when: apply},
  {
    code: 'NODE_NOT_IN_ENV',
    about: 'env that is not there yet',
    files: file('live: {services: {db: {kind: mysql, managed: {node: spare}}}}'),
    when: apply,
    byHand: corrected('live: {', 'live: {nodes: [spare], '),
  },
  {code: 'NODE_ONE_ORG', when: 'node add twin --connect ssh://ops@127.0.0.1:3'},
  {code: 'NODE_ONE_ORG', about: 'of another org', when: 'node add twin --connect ssh://ops@127.0.0.1:12'},
  {
    code: 'NODE_UNREADY',
    given: ['muster node cordon spare'],
    files: file(`empty: {nodes: [spare], ${hello()}}`),
    when: apply,
    fill: {NODE: 'web-2'},
  },
  {code: 'ONE_MASTER', when: 'app scale hello --env prod --role master=2', moves: true},
  {
    code: 'ONE_MASTER',
    about: 'config',
    files: running,
    given: run,
    when: 'config set NODE_TYPE=slave --env test --app api',
    staysBecause: again,
    moves: true,
  },
  {
    code: 'ONE_VERSION',
    files: {
      ...file(`prod: {${hello()}}`),
      'b.yaml': `apiVersion: muster/v1\nenvs: {prod: {${hello().replace('1.0.0', '2.0.0')}}}\n`,
    },
    when: 'apply -f a.yaml -f b.yaml --topology-only',
    moves: true,
    staysBecause: inFile,
  },
  {
    code: 'ROUTE_AMBIGUOUS',
    files: file('prod: {apps: {other: {recipe: web, image: o, version: 1.0.0}}}'),
    when: apply,
    moves: true,
  },
  {
    code: 'SAME_SECRET',
    when: 'secret set session-secret --env prod --from-file public',
    files: {public: 'password'},
    staysBecause: again,
  },
  {code: 'SECRET_IN_CONFIG', when: 'config set DB_PASSWORD=s8Kq1xZ0pLm4 --env prod', staysBecause: again},
  {
    code: 'SHARED_DATABASE',
    staysBecause: again,
    files: running,
    given: run,
    when: 'service add db --env test --kind mysql --url mysql://u@127.0.0.1:3306/a --replace',
    moves: true,
  },
  {
    code: 'SHARED_DATABASE',
    about: 'of an app that is not there yet',
    files: file(`test: {${api('slaves: 2')}}`),
    when: apply,
    staysBecause: inFile,
    byHand: [],
  },
  {
    code: 'SHARED_CACHE',
    staysBecause: again,
    files: running,
    given: run,
    when: 'service add cache --env test --kind redis --url redis://127.0.0.1:6379 --replace',
    moves: true,
    fill: {URL: 'redis://c.example.com:6379'},
  },
  {code: 'VALUE_INVALID', about: 'label', when: "env update prod --label 'a b=c'", byHand: [], staysBecause: again},
  {code: 'VALUE_INVALID', about: 'config key', when: "config set 'A B=1' --env prod", staysBecause: again},
  {code: 'VALUE_INVALID', about: 'address', when: "node update spare --address 'a b'"},
  {code: 'VALUE_INVALID', about: 'version', when: "app deploy hello --env prod --version 'a b'", moves: true},
  {code: 'WEIGHT_INVALID', when: 'node add extra --connect ssh://ops@127.0.0.1:31 --weight 300'},
  {code: 'WEIGHT_INVALID', about: 'all zero', when: 'env join prod web-1 --weight 0', moves: true, staysBecause: again},
];
