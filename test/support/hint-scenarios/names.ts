import type {HintScenario} from './scenario.js';

const own = 'another name is chosen by who reads it';
const recipe =
  'name: shop\\ndescription: A shop\\nimage: shop\\nports: {http: 80}\\nroutes: [{path: /, port: http}]\\nhealth: {port: http, path: /}\\nroles: {web: {}}\\n';

const nginx = 'server { listen 80; server_name a.example.com; location / { proxy_pass http://10.0.0.1:8080; } }\n';

/** What is not there, is there already, or is still in use. */
export const names: readonly HintScenario[] = [
  {code: 'NOT_FOUND', about: 'node', when: 'node show web1'},
  {code: 'NOT_FOUND', about: 'node of another org', when: 'node show wweb-1 --org acme'},
  {code: 'NOT_FOUND', about: 'node to update', when: 'node update wb-1 --weight 3'},
  {code: 'NOT_FOUND', about: 'env', when: 'env join prd spare'},
  {code: 'NOT_FOUND', about: 'org', when: 'node list --org acm'},
  {code: 'NOT_FOUND', about: 'app', when: 'app show helo'},
  {code: 'NOT_FOUND', about: 'group', when: 'group show eas'},
  {code: 'NOT_FOUND', about: 'workspace', when: 'env update test --workspace secnd'},
  {code: 'NOT_FOUND', about: 'service', when: 'service check db --env prod', staysBecause: 'there is no service'},
  {code: 'NOT_FOUND', about: 'cluster', when: 'cluster show DEFALT'},
  {code: 'NOT_FOUND', about: 'operation', when: 'operation show nope', staysBecause: 'nothing ran'},
  {code: 'NOT_FOUND', about: 'open operation', when: 'operation resume', staysBecause: 'nothing ran'},
  {code: 'NOT_FOUND', about: 'entry to move', when: 'entry move nope.com --from empty --to test', moves: true},
  {code: 'NOT_FOUND', about: 'entry to update', when: 'entry update nope.com --env empty --backup'},
  {code: 'NOT_FOUND', about: 'version', when: 'app logs hello --env prd', staysBecause: 'no machine answers'},
  {
    code: 'NOT_FOUND',
    about: 'name in a file',
    files: {'a.yaml': 'apiVersion: muster/v1\nenvs: {live: {nodes: [web-9]}}\n'},
    when: 'apply -f a.yaml --topology-only',
    byHand: ['muster node add web-9 --connect ssh://ops@127.0.0.1:9'],
  },
  {
    code: 'NOT_FOUND',
    about: 'names in a file',
    files: {'a.yaml': 'apiVersion: muster/v1\nenvs: {live: {nodes: [web-8, web-9]}}\n'},
    when: 'apply -f a.yaml --topology-only',
    byHand: ['muster node add web-8 --connect ssh://ops@127.0.0.1:8', 'muster node add web-9 --connect ssh://ops@127.0.0.1:9'],
  },
  {code: 'NOT_DEPLOYED', when: 'app status hello --env test', moves: true},
  {code: 'NOT_DEPLOYED', about: 'of another org', when: 'app logs shop --env test --org acme', moves: true},
  {
    code: 'RECIPE_NOT_FOUND',
    when: 'app create shop --recipe wb',
    staysBecause: 'the recipe is chosen by who reads it',
    byHand: [],
  },
  {
    code: 'RECIPE_NOT_FOUND',
    about: 'file',
    when: "app create shop --recipe './my shop.yaml'",
    byHand: [`printf '${recipe}' > 'my shop.yaml'`],
  },
  {
    code: 'NAME_TAKEN',
    about: 'node',
    when: 'node add web-1 --connect ssh://ops@127.0.0.1:77 --label k=v --zone east',
    ends: {exits: [3], because: 'something stands on the machine, which its own hint is about'},
    staysBecause: 'the machine is another',
  },
  {
    code: 'NAME_TAKEN',
    about: 'node of an org',
    when: 'node add spare --org acme --capacity cpu=2,memory=1GiB --weight 3 --connect local',
  },
  {code: 'NAME_TAKEN', about: 'node and its labels', when: 'node add spare --connect ssh://ops@127.0.0.1:3 --label stage=test'},
  {code: 'NAME_TAKEN', about: 'env', when: 'env create test --label stage=test --label customer=acme'},
  {code: 'NAME_TAKEN', about: 'env and its workspace', when: 'env create empty --workspace second'},
  {code: 'NAME_TAKEN', about: 'clone', when: 'env clone prod test', staysBecause: own},
  {
    code: 'NAME_TAKEN',
    about: 'app',
    given: ['muster app create idle --recipe web --image a'],
    when: 'app create idle --recipe web --image b',
  },
  {
    code: 'NAME_TAKEN',
    about: 'app of a file',
    files: {'my shop.yaml': recipe.replaceAll('\\n', '\n')},
    given: ["muster app create idle --recipe 'my shop.yaml' --image a"],
    when: "app create idle --recipe 'my shop.yaml' --image b",
  },
  {
    code: 'NAME_TAKEN',
    about: 'service',
    given: ['muster service add db --env test --kind mysql --url mysql://u@db.example.com:3306/a'],
    when: 'service add db --env test --kind mysql --url mysql://u@db.example.com:3306/b',
  },
  {code: 'NAME_TAKEN', about: 'entry', when: 'entry add test.company.com --env test --backup'},
  {
    code: 'NAME_TAKEN',
    about: 'entry of an org',
    given: ['muster entry add b.acme.com --env test --org acme'],
    when: 'entry add b.acme.com --env test --backup --org acme',
  },
  {
    code: 'NAME_TAKEN',
    about: 'file',
    files: {'a.conf': nginx, 'o.yaml': 'other'},
    when: 'topology import -f a.conf --out o.yaml',
    byHand: ['mv o.yaml away.yaml'],
  },
  {code: 'NAME_INVALID', when: 'node add Web_1 --connect ssh://ops@127.0.0.1:77', staysBecause: own, byHand: []},
  {code: 'NAME_INVALID', about: 'cluster', when: 'cluster join --id prod-01', staysBecause: own, byHand: []},
  {code: 'DEFAULT_KEPT', when: 'group delete default', staysBecause: 'it is kept'},
  {code: 'DEFAULT_KEPT', about: 'workspace of an org', when: 'workspace delete default --org acme', staysBecause: 'it is kept'},
  {code: 'DEFAULT_KEPT', about: 'org', when: 'org delete default', staysBecause: 'it is kept'},
  {code: 'GROUP_IN_USE', given: ['muster node update spare --group east'], when: 'group delete east', fill: {GROUP: 'default'}},
  {
    code: 'WORKSPACE_IN_USE',
    given: ['muster env update empty --workspace second'],
    when: 'workspace delete second',
    fill: {WORKSPACE: 'default'},
  },
  {code: 'ORG_IN_USE', when: 'org delete acme', staysBecause: 'what it has is removed one by one'},
  {code: 'ENV_IN_USE', when: 'env delete test --confirm test', moves: true},
  {code: 'ENV_IN_USE', about: 'of an org', when: 'env delete prod --confirm prod --org acme', moves: true},
  {code: 'APP_IN_USE', when: 'app delete hello', moves: true},
  {
    code: 'SERVICE_IN_USE',
    files: {
      's.yaml':
        'apiVersion: muster/v1\nenvs: {test: {nodes: [web-1], services: {db: {kind: mysql, url: "mysql://u@db.example.com:3306/a"}, cache: {kind: redis, url: "redis://c.example.com:6379"}}, apps: {api: {recipe: new-api, version: v1, slaves: 1}}}}\n',
    },
    given: [
      'muster secret set session-secret --env test',
      'muster secret set crypto-secret --env test',
      'muster apply -f s.yaml --topology-only',
    ],
    when: 'service remove db --env test --yes',
    moves: true,
  },
  {
    code: 'SECRET_IN_USE',
    files: {
      's.yaml':
        'apiVersion: muster/v1\nenvs: {test: {services: {db: {kind: mysql, url: "mysql://u@db.example.com:3306/a", password: {secret: db-pw}}}}}\n',
    },
    given: ['muster secret set db-pw --env test', 'muster apply -f s.yaml --topology-only'],
    when: 'secret unset db-pw --env test --yes',
    staysBecause: 'another value takes its place, or it goes by force',
  },
  {
    code: 'NOT_FOUND',
    about: 'node to remove',
    when: 'node remove web-11 --yes',
    moves: true,
    ends: {exits: [3], because: 'something stands on the node'},
  },
  {
    code: 'NOT_FOUND',
    about: 'config of an org',
    when: 'config unset NOPE --env prod --org acme',
    staysBecause: 'there is no such config',
  },
];
