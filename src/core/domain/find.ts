import type {App, Environment, Node, Service, Topology} from './model.js';

export function findNode(topology: Topology, org: string, name: string): Node | undefined {
  return topology.nodes.find((node) => node.org === org && node.name === name);
}

export function findEnv(topology: Topology, org: string, name: string): Environment | undefined {
  return topology.envs.find((env) => env.org === org && env.name === name);
}

export function findApp(topology: Topology, org: string, name: string): App | undefined {
  return topology.apps.find((app) => app.org === org && app.name === name);
}

export function findService(
  topology: Topology,
  scope: {readonly org: string; readonly env: string},
  name: string,
): Service | undefined {
  return topology.services.find((service) => service.org === scope.org && service.env === scope.env && service.name === name);
}
