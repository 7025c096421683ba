import type {Step} from './plan.js';

/** What a step does, for people. */
export function stepTitle(step: Step): string {
  switch (step.kind) {
    case 'pull-image':
      return `pull ${step.image} on ${step.node}`;
    case 'ensure-network':
      return `create network ${step.network} on ${step.node}`;
    case 'remove-network':
      return `remove network ${step.network} from ${step.node}`;
    case 'start-containers':
      return `start ${step.names.join(', ')} on ${step.node}`;
    case 'stop-containers':
      return `stop ${step.names.join(', ')} on ${step.node}`;
    case 'remove-containers':
      return `remove ${step.names.join(', ')} from ${step.node}`;
    case 'remove-project':
      return `remove ${step.project} from ${step.node}`;
    case 'start-proxy':
      return `start the balancer on ${step.node}`;
    case 'configure-proxy':
      return `configure the balancer on ${step.node}`;
    case 'drain-instance':
      return `take ${step.instance} out of rotation on ${step.node}`;
    case 'undrain-instance':
      return `return ${step.instance} to rotation on ${step.node}`;
    case 'await-instances':
      return `wait until the balancer on ${step.node} has ${someOf(step.instances)} up`;
  }
}

const mostNamed = 3;

function someOf(names: readonly string[]): string {
  return names.length <= mostNamed ? names.join(', ') : `${names.length} instances`;
}
