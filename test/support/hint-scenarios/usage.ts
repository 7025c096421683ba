import type {HintScenario} from './scenario.js';

const nginx = 'server { listen 80; server_name a.example.com; location / { proxy_pass http://10.0.0.1:8080; } }\n';
const chosen = 'what is meant is chosen by who reads it';
const by = (byHand: readonly string[] = []) => ({byHand, ...(byHand.length === 0 ? {staysBecause: chosen} : {})});

/** Wrong command lines, variables, contexts and files. */
export const usage: readonly HintScenario[] = [
  {code: 'ARGUMENT_MISSING', when: 'node show', staysBecause: chosen},
  {code: 'FLAG_MISSING', when: 'app deploy hello --env prod', moves: true},
  {code: 'FLAG_MISSING', about: 'two', when: 'app deploy hello', moves: true, staysBecause: chosen},
  {code: 'FLAG_UNKNOWN', when: 'node list --grop east', staysBecause: 'the nearest flag of node list is told'},
  {code: 'FLAG_UNKNOWN', about: 'nothing like it', when: 'node list --nope', staysBecause: chosen},
  {code: 'COMMAND_UNKNOWN', when: 'nodes'},
  {code: 'COMMAND_UNKNOWN', about: 'verb', when: 'deploy', moves: true},
  {code: 'COMMAND_UNKNOWN', about: 'nothing like it', when: 'frobnicate', staysBecause: chosen},
  {code: 'USAGE', about: 'flag twice', when: 'node update spare --weight 1 --weight 2'},
  {code: 'VALUE_INVALID', about: 'number', when: 'node update spare --weight x'},
  {code: 'USAGE', about: 'too many', when: 'node show web-1 web-2', staysBecause: chosen},
  {code: 'USAGE', about: 'how many', when: 'app scale hello --env prod', moves: true, staysBecause: chosen},
  {code: 'USAGE', about: 'no file', when: 'topology validate'},
  {code: 'USAGE', about: 'no file to apply', when: 'apply', moves: true, staysBecause: chosen},
  {
    code: 'USAGE',
    about: 'rotate',
    given: ['muster secret set session-secret --env prod'],
    when: 'secret rotate',
    fill: {NAME: 'session-secret'},
    staysBecause: chosen,
  },
  {code: 'VALUE_INVALID', about: 'listen', when: 'agent run --listen nowhere', staysBecause: chosen},
  {code: 'USAGE', about: 'follow', when: 'app logs hello --env prod --follow', ...by()},
  {code: 'COLUMN_UNKNOWN', when: 'node list --columns nme'},
  {code: 'FILTER_INVALID', when: 'node list --filter name', staysBecause: chosen},
  {code: 'VALUE_INVALID', about: 'variable', env: {MUSTER_QUIET: 'perhaps'}, when: 'node list', ...by()},
  {code: 'DURATION_INVALID', when: 'apply -f fleet.yaml --timeout soon', moves: true},
  {code: 'DURATION_INVALID', about: 'of a wait', when: 'apply -f fleet.yaml --lock-wait soon', moves: true},
  {code: 'CLUSTER_ADDRESS_INVALID', when: 'cluster update default --address nowhere', ...by()},
  {code: 'CONTEXT_KEY_UNKNOWN', when: 'context set evn=prod'},
  {code: 'CONTEXT_CLUSTER', when: 'context set cluster=default', staysBecause: 'a cluster is chosen by its own command'},
  {code: 'CONTEXT_BROKEN', given: ['echo "{" > context.json'], when: 'node list', byHand: ['rm context.json']},
  {code: 'CONTEXT_UNWRITABLE', env: {MUSTER_CONTEXT: '/dev/null/context.json'}, when: 'context set env=prod', ...by()},
  {code: 'CONFIRMATION_NEEDED', when: 'env delete prod --cascade', moves: true},
  {
    code: 'ROLE_UNCLEAR',
    files: {
      'plain.yaml':
        'name: plain\ndescription: Plain\nimage: plain\nports: {http: 80}\nroutes: [{path: /, port: http}]\nhealth: {port: http, path: /}\nroles: {blue: {}, green: {}}\n',
      'a.yaml':
        'apiVersion: muster/v1\nenvs: {test: {apps: {plain: {recipe: ./plain.yaml, version: "1", roles: {blue: 1, green: 1}}}}}\n',
    },
    given: ['muster apply -f a.yaml --topology-only'],
    when: 'app scale plain --env test --slaves 2',
    staysBecause: '--slaves is left out',
    byHand: [],
  },
  {
    code: 'PASSWORD_IN_URL',
    when: 'service add db --env test --kind mysql --url mysql://u:pw@h:3306/a',
    staysBecause: 'the URL says it again',
  },
  {code: 'SERVICE_INVALID', when: 'service add db --env test --kind mysql', staysBecause: chosen},
  {code: 'SECRET_EMPTY', when: 'secret set a --env test --from-file /dev/null', ...by()},
  {
    code: 'SECRET_TOO_LONG',
    given: ['printf a%.0s $(seq 140000) > long'],
    when: 'secret set a --env test --from-file long',
    ...by(),
  },
  {code: 'SECRET_NOT_TEXT', given: ["printf '\\xff\\xfe' > zeros"], when: 'secret set a --env test --from-file zeros', ...by()},
  {code: 'SECRET_ON_COMMAND_LINE', when: 'secret set a hunter2 --env test', ...by()},
  {code: 'SECRET_ON_COMMAND_LINE', about: 'as of config', when: 'secret set a=hunter2 --env test', ...by()},
  {code: 'FILE_NOT_FOUND', when: 'topology validate -f nope.yaml', byHand: ['cp fleet.yaml nope.yaml']},
  {code: 'FILE_UNREADABLE', when: 'topology validate -f .', ...by()},
  {
    code: 'FILE_INVALID',
    files: {'a.yaml': 'apiVersion: muster/v1\nenv: {}\n'},
    when: 'topology validate -f a.yaml',
    byHand: ['sed -i s/env/envs/ a.yaml'],
  },
  {code: 'FILE_INVALID', about: 'no plan', when: 'apply fleet.yaml', moves: true, staysBecause: chosen},
  {
    code: 'FILE_UNPARSABLE',
    files: {'a.yaml': 'apiVersion: [\n'},
    when: 'topology validate -f a.yaml',
    byHand: ['cp fleet.yaml a.yaml'],
  },
  {code: 'FILE_UNWRITABLE', files: {'a.conf': nginx}, when: 'topology import -f a.conf --out /dev/null/x', ...by()},
  {code: 'FILE_KIND_UNKNOWN', about: 'a topology', when: 'topology import -f fleet.yaml', staysBecause: 'it is a topology'},
  {
    code: 'FILE_KIND_UNKNOWN',
    about: 'a topology of a name with spaces',
    given: ["cp fleet.yaml 'my fleet.yaml'"],
    when: "topology import -f 'my fleet.yaml'",
    staysBecause: 'it is a topology',
  },
  {
    code: 'DECLARED_TWICE',
    files: {
      'a.yaml': 'apiVersion: muster/v1\nenvs: {prod: {config: {A: "1"}}}\n',
      'b.yaml': 'apiVersion: muster/v1\nenvs: {prod: {config: {A: "2"}}}\n',
    },
    when: 'topology validate -f a.yaml -f b.yaml',
    byHand: ['cp a.yaml b.yaml'],
  },
];
