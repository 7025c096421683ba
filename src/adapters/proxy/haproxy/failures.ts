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

export interface NotUp {
  readonly server: string;
  readonly waitedMs: number;
  readonly waiting: readonly {
    readonly backend: string;
    readonly server: string;
    readonly isKnown: boolean;
    readonly check: string | null;
  }[];
}

export function notInRotation(node: Node, {server, waitedMs, waiting}: NotUp): Failure {
  const others = new Set(waiting.map((candidate) => candidate.server)).size - 1;
  const [first] = waiting;
  const why = first?.isKnown
    ? `its check says: ${first.check ?? 'it passes, and not often enough in a row yet'}`
    : 'its configuration does not have it';
  return new Failure({
    code: 'PROXY_SERVER_DOWN',
    exit: exitCodes.stepFailed,
    subject: `instance ${server}`,
    message: `The balancer of node ${node.name} does not have ${server}${others > 0 ? ` and ${others} more` : ''} up after ${Math.round(waitedMs / 1000)} s; ${why}.`,
    hint: `muster proxy status --node ${node.name}`,
    details: {node: node.name, server, waitedMs, waiting: waiting.map(({isKnown: _isKnown, ...rest}) => rest)},
  });
}
