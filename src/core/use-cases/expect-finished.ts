import {exitCodes, Failure} from '../domain/errors.js';
import type {DeploymentKey} from '../domain/model.js';
import {deploymentName} from '../domain/names.js';
import type {Plan} from '../domain/plan.js';
import {waysOn, waysOnHint} from '../domain/ways-on.js';
import type {Ports} from '../ports/index.js';

/** Refuses to forget an object while an operation that moves it stands half done: nobody would finish it then. */
export async function expectFinished(ports: Ports, subject: string, concerns: (plan: Plan) => boolean): Promise<void> {
  const open = await (await ports.store()).readOperations({open: true});
  const operation = open.find((candidate) => concerns(candidate.plan));
  if (!operation) return;
  throw new Failure({
    code: 'OPERATION_OPEN',
    exit: exitCodes.busy,
    subject,
    details: {operation: operation.id, state: operation.state, command: operation.command, ...waysOn(operation)},
    message: `Operation ${operation.id} (\`${operation.command}\`), which concerns ${subject}, is ${operation.state} and not done.`,
    hint: waysOnHint(operation),
  });
}

/** Refuses what would bring a version to every instance that an operation has not brought to them: whether it goes on, its operator says. */
export function expectReleased(ports: Ports, key: DeploymentKey): Promise<void> {
  const name = deploymentName(key);
  return expectFinished(ports, `app ${key.app} in env ${key.env}`, ({previous = []}) =>
    previous.some((deployment) => deploymentName(deployment) === name),
  );
}
