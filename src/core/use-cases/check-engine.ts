import type {Node} from '../domain/model.js';
import type {Ports} from '../ports/index.js';
import {failed, pass, problem, type Check} from './check.js';

/** The node's engine answers, to this account, and Compose is new enough. */
export async function checkEngine(ports: Ports, node: Node): Promise<Check> {
  const name = `docker on ${node.name}`;
  try {
    const {engine, compose} = await (await ports.engine()).readVersions(node);
    if (compose === null)
      return problem(name, {
        code: 'COMPOSE_MISSING',
        message: `Docker ${engine} has no Compose v2.`,
        hint: 'Install the docker compose plugin, 2.21 or newer',
      });
    if (isOlder(compose, 2, 21))
      return problem(name, {
        code: 'COMPOSE_OLD',
        message: `Compose ${compose} is too old.`,
        hint: 'Install the docker compose plugin, 2.21 or newer',
      });
    return pass(name, `Docker ${engine} with Compose ${compose} answers, without sudo`);
  } catch (error) {
    return failed(name, error);
  }
}

function isOlder(version: string, major: number, minor: number): boolean {
  const [a = 0, b = 0] = version.replace(/^v/, '').split('.').map(Number);
  return a < major || (a === major && b < minor);
}
