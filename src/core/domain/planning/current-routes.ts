import type {DeploymentKey, Topology} from '../model.js';
import {compareText} from '../names.js';
import type {Plan, Step} from '../plan.js';
import type {ProxyBackend, ProxyModel} from '../proxy.js';
import {planProxy} from './plan-proxies.js';

/**
 * The plan of an operation that stopped, on balancers as they are to be by now: entries and other deployments may have changed
 * since, and what it configures anew is to keep that.
 */
export function withCurrentRoutes(plan: Plan, topology: Topology): Plan {
  const current = (node: string) => {
    const found = topology.nodes.find(({org, name}) => org === plan.org && name === node);
    return found ? planProxy(topology, found) : null;
  };
  const renewed = (step: Step): Step => {
    const model = step.kind === 'configure-proxy' ? current(step.node) : null;
    return step.kind === 'configure-proxy' && model ? {...step, model: merged(step.model, model, plan.deployments)} : step;
  };
  return {...plan, stages: plan.stages.map((stage) => ({...stage, steps: stage.steps.map(renewed)}))};
}

/** Of its own deployments the operation knows what comes when; of all else, what is desired now. */
function merged(planned: ProxyModel, current: ProxyModel, own: readonly DeploymentKey[]): ProxyModel {
  const planWas = new Map(planned.backends.map((backend) => [backend.name, backend]));
  const isOwn = ({name}: ProxyBackend) => own.some(({org, env, app}) => name.startsWith(`${org}.${env}.${app}.`));
  const backends = current.backends.map((backend) => {
    const was = planWas.get(backend.name);
    return was && (isOwn(backend) || sameServers(was, backend)) ? was : backend;
  });
  return {...current, backends: backends.sort((a, b) => compareText(a.name, b.name))};
}

function sameServers(a: ProxyBackend, b: ProxyBackend): boolean {
  const places = ({servers, balance}: ProxyBackend) =>
    JSON.stringify([balance, servers.map(({name, port, address, weight}) => [name, port, address, weight])]);
  return places(a) === places(b);
}
