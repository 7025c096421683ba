import {expectEnv, expectOrg, expectWorkspace} from '../domain/expect.js';
import type {Ports} from '../ports/index.js';

export interface NamedScope {
  readonly org: string;
  readonly workspace: string | undefined;
  readonly env: string | undefined;
}

/** Refuses names of what is not there. */
export async function expectScopeThere(ports: Ports, {org, workspace, env}: NamedScope): Promise<void> {
  const topology = await (await ports.store()).readTopology(['orgs', 'workspaces', 'envs']);
  expectOrg(topology, org);
  if (workspace !== undefined) expectWorkspace(topology, org, workspace);
  if (env !== undefined) expectEnv(topology, org, env);
}
