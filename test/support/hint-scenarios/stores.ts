import type {HintScenario} from './scenario.js';

const other = 'another is named by who reads it';
const key = '00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff';

/** Installations, keys, stores, locks and machines. */
export const stores: readonly HintScenario[] = [
  {code: 'INSTALL_MISSING', base: 'new', given: ['mv INSTALL.json saved'], when: 'cluster list'},
  {
    code: 'INSTALL_BROKEN',
    base: 'new',
    given: ['cp INSTALL.json saved', 'echo > INSTALL.json'],
    when: 'cluster list',
    byHand: ['cp saved INSTALL.json'],
  },
  {code: 'STORE_MISSING', base: 'nothing', when: 'node list'},
  {code: 'STORE_MISSING', about: 'elsewhere', base: 'new', when: "node list --store 'not there.db'"},
  {code: 'STORE_FOREIGN', base: 'new', when: 'node list --store /etc/passwd', byHand: [], staysBecause: other},
  {
    code: 'STORE_BROKEN',
    given: ['muster node list', 'dd if=/dev/zero of=muster.db bs=1 seek=100 count=4000 conv=notrunc 2>/dev/null'],
    when: 'node list',
  },
  {code: 'STORE_ADDRESS_INVALID', base: 'new', when: 'node list --store mysql://', byHand: [], staysBecause: other},
  {
    code: 'STORE_UNREACHABLE',
    base: 'new',
    when: 'node list --store mysql://u@127.0.0.1:1/a',
    byHand: [],
    staysBecause: 'no database answers',
  },
  {
    code: 'STORE_NOT_EMPTY',
    given: ['MUSTER_STORE=$PWD/b.db MUSTER_HOME=$PWD/b muster init'],
    when: 'store copy --to b.db',
    byHand: [],
    staysBecause: other,
  },
  {
    code: 'KEY_MISSING',
    given: ['muster secret set a --env test', 'mv key saved'],
    when: 'secret set b --env test',
    byHand: ['mv saved key'],
  },
  {
    code: 'KEY_MISSING',
    about: 'with secrets',
    given: ['muster secret set a --env test', 'mv key saved'],
    when: 'init',
    byHand: ['mv saved key'],
  },
  {code: 'KEY_EXPOSED', given: ['chmod 644 key'], when: 'secret set a --env test'},
  {code: 'KEY_WRONG', given: ['echo nonsense > key'], when: 'secret set a --env test', byHand: [`echo ${key} > key`]},
  {
    code: 'KEY_UNREADABLE',
    given: ['mv key saved', 'mkdir -m 700 key'],
    when: 'secret set a --env test',
    byHand: ['rmdir key', 'mv saved key'],
  },
  {
    code: 'KEY_ELSEWHERE',
    env: {MUSTER_KEY: key},
    when: 'secret rotate --key',
    byHand: [],
    staysBecause: 'the variable is unset by who set it',
  },
  {code: 'LOCKED', given: ['muster lock acquire --env prod --reason audit'], when: 'config set A=1 --env prod'},
  {
    code: 'LOCKED',
    about: "another's",
    given: ['MUSTER_ACTOR=other muster lock acquire --env prod --reason audit'],
    when: 'config set A=1 --env prod',
  },
  {
    code: 'LOCKED',
    about: "another's of an org",
    given: ['MUSTER_ACTOR=other muster lock acquire --env prod --org acme --reason audit'],
    when: 'env join prod spare --org acme',
    moves: true,
  },
  {
    code: 'LOCKED',
    about: 'to be released',
    given: ['MUSTER_ACTOR=other muster lock acquire --env test --org acme --reason audit'],
    when: 'lock release --env test --org acme',
  },
  {code: 'SSH_UNREACHABLE', when: 'node check web-1', staysBecause: 'no machine answers'},
  {code: 'SSH_UNREACHABLE', about: 'of an org', when: 'node check web-1 --org acme', staysBecause: 'no machine answers'},
  {
    code: 'SSH_UNREACHABLE',
    about: 'of a change',
    when: 'app stop shop --env prod --org acme --yes',
    staysBecause: 'no machine answers',
    moves: true,
  },
  {
    code: 'DOCKER_DOWN',
    given: ['muster node add here --connect local'],
    when: 'node check here',
    staysBecause: 'no engine answers',
  },
  {code: 'NODE_UNSEEN', when: 'doctor', staysBecause: 'no machine answers'},
  {code: 'NO_BALANCER', when: 'proxy show --node spare', moves: true},
  {code: 'NO_BALANCER', about: 'of an org', when: 'proxy show --node spare --org acme', moves: true},
];
