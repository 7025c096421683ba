import type {Installation} from './installation.js';
import {freePort} from './installation.js';

export interface HelloOptions {
  readonly port: number;
  readonly slaves?: number;
  readonly image?: string;
  readonly version?: string;
  readonly balance?: string;
  readonly env?: string;
  readonly config?: Readonly<Record<string, string>>;
  readonly weights?: Readonly<Record<string, number>>;
  /** Address of the node on which instances publish their ports. */
  readonly address?: string;
  /** Text of the recipe instead of `fastRecipe`. */
  readonly recipe?: string;
}

/** Topology of the demonstration app, as JSON. */
export function helloTopology({
  port,
  slaves = 2,
  image = 'muster-hello',
  version = '1.0.0',
  balance = 'round-robin',
  env = 'demo',
  config = {},
  weights = {},
  address,
}: HelloOptions): string {
  return JSON.stringify({
    apiVersion: 'muster/v1',
    nodes: {'web-1': {connect: 'local', address}},
    envs: {
      [env]: {
        nodes: ['web-1'],
        entries: [`:${port}`],
        apps: {hello: {recipe: './fast.yaml', image, version, slaves, balance, config, weights}},
      },
    },
  });
}

/** The `web` recipe with the short intervals that tests want. */
export const fastRecipe = `
name: fast
description: The demonstration app with short intervals
image: muster-hello
ports: {http: 8080}
routes: [{path: /, port: http, websocket: true}]
roles: {master: {count: 1, weight: 1}, slave: {weight: 1}}
env: {MUSTER_ROLE: {instance: role}, MUSTER_INSTANCE: {instance: name}, HELLO_TEST: "1"}
health: {port: http, path: /healthz, interval: 200ms, timeout: 1s, retries: 2, startPeriod: 20s, minHealthy: 0s}
balance: round-robin
updateOrder: slaves-first
stopGrace: 5s
timeouts: {read: 30s, websocket: 1h, drain: 5s}
retryReads: true
`;

export interface HelloCluster {
  readonly port: number;
  readonly url: string;
  readonly file: string;
}

/** Writes recipe and topology into the installation's home. */
export async function writeHello(installation: Installation, options: Partial<HelloOptions> = {}): Promise<HelloCluster> {
  const port = options.port ?? (await freePort());
  await installation.write('fast.yaml', options.recipe ?? fastRecipe);
  const file = await installation.write('cluster.json', helloTopology({...options, port}));
  return {port, url: `http://127.0.0.1:${port}/`, file};
}
