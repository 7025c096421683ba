import {Failure} from '../../../core/domain/errors.js';
import {listenerScript} from './argv.js';
import {containerName} from './docker-types.js';
import {listContainers, type EngineAccess} from './engine-access.js';
import {hostPorts, parseListener} from './parse.js';

/** Adds to a failure about a taken port who has it, where that can be found. */
export async function withHolder(access: EngineAccess, failure: Failure): Promise<Failure> {
  const port = failure.details['port'];
  if (failure.code !== 'PORT_TAKEN' || typeof port !== 'number') return failure;
  const holder = await findHolder(access, port);
  if (holder === null) return failure;
  return new Failure({
    code: failure.code,
    exit: failure.exitCode,
    subject: `node ${access.node}`,
    message: `Port ${port} of node ${access.node} is taken by ${holder}.`,
    hint: failure.hint ?? 'muster doctor',
    details: {...failure.details, node: access.node, holder},
  });
}

async function findHolder(access: EngineAccess, port: number): Promise<string | null> {
  const container = (await listContainers(access, [])).find((candidate) => hostPorts(candidate).includes(port));
  if (container) return `container ${containerName(container)}`;
  const listener = parseListener((await access.link.run(listenerScript(port)))?.stdout ?? '');
  return listener === null ? null : `program ${listener}`;
}
