import {exitCodes, Failure} from '../../../core/domain/errors.js';
import type {Node} from '../../../core/domain/model.js';

export function unreachable(node: Node, reason: string, cause?: unknown): Failure {
  return new Failure({
    code: 'PROXY_UNREACHABLE',
    exit: exitCodes.outside,
    subject: `proxy ${node.name}`,
    cause,
    message: `The balancer of node ${node.name} does not answer: ${reason}.`,
    hint: `muster doctor --node ${node.name}`,
    details: {node: node.name, reason},
  });
}

export function invalidConfiguration(node: Node, alerts: readonly string[]): Failure {
  return new Failure({
    code: 'PROXY_CONFIG_INVALID',
    exit: exitCodes.stepFailed,
    subject: `proxy ${node.name}`,
    message: `HAProxy refuses the new configuration of node ${node.name}; the last good one keeps serving.`,
    hint: `muster proxy show --node ${node.name}`,
    details: {node: node.name, alerts},
  });
}

export function stateDiffers(node: Node, differences: readonly string[], alerts: readonly string[]): Failure {
  return new Failure({
    code: 'PROXY_STATE_DIFFERS',
    exit: exitCodes.stepFailed,
    subject: `proxy ${node.name}`,
    message: `The balancer of node ${node.name} did not take over its new configuration.`,
    hint: `muster proxy status --node ${node.name}`,
    details: {node: node.name, differences, alerts},
  });
}

export function notInRotation(node: Node, server: string, waiting: readonly string[]): Failure {
  return new Failure({
    code: 'PROXY_SERVER_DOWN',
    exit: exitCodes.stepFailed,
    subject: `instance ${server}`,
    message: `The balancer of node ${node.name} does not see ${server} up.`,
    hint: `muster proxy status --node ${node.name}`,
    details: {node: node.name, server, waiting},
  });
}
