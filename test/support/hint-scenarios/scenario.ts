/** One state in which a command fails or warns, and what its hint has to come to. */
export interface HintScenario {
  /** The code of the failure, the violation or the warning. */
  readonly code: string;
  /** Tells rows of one code apart. */
  readonly about?: string;
  /** What is there before; `fleet` when absent. */
  readonly base?: Base;
  /** Files of the home, by name. */
  readonly files?: Readonly<Record<string, string>>;
  /** Lines of a shell that make the state; each ends with 0. */
  readonly given?: readonly string[];
  /** The line that fails or warns, without `muster` and `--json`. */
  readonly when: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What words in capital letters of the hint stand for here, beside the usual. */
  readonly fill?: Readonly<Record<string, string>>;
  /** What the hint tells to do without Muster, as lines of a shell; these are typed before its commands. */
  readonly byHand?: readonly string[];
  /** Exit codes with which commands of the hint may end beside those of a success, and why. */
  readonly ends?: {readonly exits: readonly number[]; readonly because: string};
  /** The commands of the hint move machines, and none answers here: they end with 7, and nothing more can be said. */
  readonly moves?: true;
  /** A command of the hint may be refused once more, with a hint of its own, which is typed then. */
  readonly leadsOn?: true;
  /** Why the first command still fails with this code after the hint was followed; it must not when absent. */
  readonly staysBecause?: string;
}

/** `nothing` is an empty home; `new` is set up; `fleet` has two orgs, nodes, envs and an app, and no machine answers. */
export type Base = 'nothing' | 'new' | 'fleet';

/** What a hint leaves to its reader, in the fleet. */
export const usualFill: Readonly<Record<string, string>> = {
  ADDRESS: 'other.example.com',
  APP: 'hello',
  DURATION: '1m',
  ENV: 'prod',
  FILE: 'fleet.yaml',
  GROUP: 'east',
  'HOST:PORT': 'other.example.com:8081',
  HOST: '127.0.0.1',
  ID: 'DEFAULT',
  IMAGE: 'acme/shop',
  IP: '10.9.9.9',
  KEY: 'LOG_LEVEL',
  N: '1',
  NAME: 'web-1',
  NODE: 'spare',
  ORG: 'acme',
  SERVICE: 'db',
  URL: 'mysql://user@db.example.com:3306/name',
  USER: 'ops',
  VALUE: 'debug',
  VERSION: '1.0.0',
  WORKSPACE: 'second',
};

export const fleet = `apiVersion: muster/v1
nodes:
  web-1: {connect: "ssh://ops@127.0.0.1:1"}
  web-2: {connect: "ssh://ops@127.0.0.1:2"}
  spare: {connect: "ssh://ops@127.0.0.1:3"}
envs:
  prod:
    labels: {stage: production}
    nodes: [web-1]
    entries: [company.com]
    apps: {hello: {recipe: web, image: hello, version: 1.0.0, slaves: 1}}
  test:
    nodes: [web-1]
    entries: [test.company.com]
  empty: {}
`;

/** Another org, whose things have the names of the first. */
export const acme = `apiVersion: muster/v1
org: acme
nodes:
  web-1: {connect: "ssh://ops@127.0.0.1:11"}
  spare: {connect: "ssh://ops@127.0.0.1:12"}
envs:
  prod:
    nodes: [web-1]
    entries: [acme.com]
    apps: {shop: {recipe: web, image: shop, version: 1.0.0, slaves: 1}}
  test: {nodes: [web-1]}
`;
