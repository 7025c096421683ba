import type {ContainerSpec} from '../../src/core/domain/container.js';
import type {Node} from '../../src/core/domain/model.js';

export function localNode(name = 'web-1'): Node {
  return {
    org: 'acme',
    name,
    connect: 'local',
    address: '127.0.0.1',
    group: 'default',
    state: 'active',
    zone: null,
    capacity: {},
    labels: {},
    weight: null,
  };
}

export function containerLabelsFor(facts: {
  readonly installation: string;
  readonly name: string;
  readonly spec?: string;
}): Record<string, string> {
  return {
    'muster.installation': facts.installation,
    'muster.org': 'acme',
    'muster.env': 'prod',
    'muster.app': 'hello',
    'muster.kind': 'instance',
    'muster.name': facts.name,
    'muster.role': 'web',
    'muster.version': '1',
    'muster.spec': facts.spec ?? 'spec-1',
  };
}

/** A container that is healthy at once, wherever it has a shell. */
export function containerSpec(name: string, change: Partial<ContainerSpec> = {}): ContainerSpec {
  return {
    name,
    image: 'tiny:1',
    imageId: null,
    command: null,
    environment: {},
    ports: [],
    volumes: [],
    network: {kind: 'host'},
    healthcheck: {test: ['true'], intervalMs: 200, timeoutMs: 1000, retries: 3, startPeriodMs: 1000},
    minHealthyMs: 0,
    stopGraceMs: 1000,
    labels: containerLabelsFor({installation: 'test', name}),
    ...change,
  };
}
