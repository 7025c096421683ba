import type {Installation} from '../support/installation.js';
import {tinyImage} from '../support/tiny-image.js';
import type {Rig} from './rig.js';

const [image, version] = tinyImage.split(':') as [string, string];

/** An app of two megabytes: every instance serves its own name, and each host has its image in no time. */
const recipe = `
name: page
description: Serves its own name
image: ${image}
ports: {http: 8080}
routes: [{path: /, port: http}]
roles: {master: {count: 1, weight: 1}, slave: {weight: 1}}
env: {MUSTER_INSTANCE: {instance: name}}
secrets: {TOKEN: {generate: 24}}
command: [sh, -c, 'echo "$MUSTER_INSTANCE" > /tmp/index.html; exec httpd -f -p 8080 -h /tmp']
health: {port: http, path: /index.html, interval: 200ms, timeout: 1s, retries: 3, startPeriod: 20s, minHealthy: 0s}
balance: round-robin
stopGrace: 1s
timeouts: {read: 30s, websocket: 1h, drain: 5s}
`;

export interface PageNode {
  readonly connect: string;
  readonly capacity?: {readonly cpu?: number; readonly memory?: string};
}

/** Env `demo` with app `page` on the given nodes, all hosts of the rig over ssh unless said; returns the file. */
export async function writePage(
  installation: Installation,
  {
    nodes,
    slaves = 2,
    port = 8088,
    volumes = {},
  }: {
    readonly nodes: Readonly<Record<string, PageNode>>;
    readonly slaves?: number;
    readonly port?: number;
    readonly volumes?: Readonly<Record<string, string>>;
  },
): Promise<string> {
  await installation.write('page.yaml', `${recipe}volumes: ${JSON.stringify(volumes)}\n`);
  return installation.write(
    'cluster.json',
    JSON.stringify({
      apiVersion: 'muster/v1',
      nodes,
      envs: {demo: {nodes: Object.keys(nodes), entries: [`:${port}`], apps: {page: {recipe: './page.yaml', version, slaves}}}},
    }),
  );
}

export function overSsh(rig: Rig, host: string): PageNode {
  return {connect: `ssh://ops@${rig.hosts[host]?.address}`};
}

export function overTcp(rig: Rig, host: string): PageNode {
  return {connect: `tcp://${rig.hosts[host]?.address}:2376`};
}

/** Instances that answered so many requests at an address; each request a connection of its own. */
export async function visit(url: string, times: number): Promise<readonly string[]> {
  const seen = new Set<string>();
  for (let time = 0; time < times; time += 1) {
    const response = await fetch(url, {headers: {connection: 'close'}, signal: AbortSignal.timeout(5000)});
    seen.add((await response.text()).trim());
  }
  return [...seen].sort();
}
