import {expectEnv, expectOrg, expectService} from '../domain/expect.js';
import type {Service} from '../domain/model.js';
import {compareText} from '../domain/names.js';
import type {Ports} from '../ports/index.js';

export async function listServices(
  ports: Ports,
  {org, env}: {readonly org: string; readonly env: string | null},
): Promise<readonly Service[]> {
  const topology = await (await ports.store()).readTopology(['orgs', 'envs', 'services']);
  if (env === null) expectOrg(topology, org);
  else expectEnv(topology, org, env);
  return topology.services
    .filter((service) => service.org === org && (env === null || service.env === env))
    .sort((a, b) => compareText(a.env, b.env) || compareText(a.name, b.name));
}

export async function showService(
  ports: Ports,
  {org, env, name}: {readonly org: string; readonly env: string; readonly name: string},
): Promise<Service> {
  const topology = await (await ports.store()).readTopology(['orgs', 'envs', 'services']);
  expectEnv(topology, org, env);
  return expectService(topology, {org, env}, name);
}
