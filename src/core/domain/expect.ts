import {exitCodes, Failure} from './errors.js';
import {findApp, findEnv, findNode, findService} from './find.js';
import {listWords, orgFlag} from './indexes.js';
import type {App, Cluster, Environment, Group, Node, Service, Topology, Workspace} from './model.js';
import {foldClusterId} from './names.js';
import {nearestName} from './nearest.js';

/** Objects that a command names and that must be there; a failure with exit 4 names the nearest one there is. */

export function expectOrg(topology: Topology, name: string): void {
  if (topology.orgs.some((org) => org.name === name)) return;
  throw unknownName({kind: 'org', name, known: topology.orgs.map((org) => org.name), list: 'muster org list shows all'});
}

/** Ids are the same in any case. */
export function expectCluster(topology: Topology, id: string): Cluster {
  const folded = foldClusterId(id);
  const cluster = topology.clusters.find((row) => row.id === folded);
  if (cluster) return cluster;
  throw unknownName({
    kind: 'cluster',
    name: folded,
    known: topology.clusters.map((row) => row.id),
    list: 'muster cluster list shows all',
  });
}

export function expectGroup(topology: Topology, org: string, name: string): Group {
  const group = topology.groups.find((row) => row.org === org && row.name === name);
  if (group) return group;
  expectOrg(topology, org);
  throw unknownName({
    kind: 'group',
    name,
    known: namesIn(topology.groups, org),
    list: `muster group list${orgFlag(org)} shows all`,
  });
}

export function expectWorkspace(topology: Topology, org: string, name: string): Workspace {
  const workspace = topology.workspaces.find((row) => row.org === org && row.name === name);
  if (workspace) return workspace;
  expectOrg(topology, org);
  const known = namesIn(topology.workspaces, org);
  throw unknownName({kind: 'workspace', name, known, list: `muster workspace list${orgFlag(org)} shows all`});
}

export function expectNode(topology: Topology, org: string, name: string): Node {
  const node = findNode(topology, org, name);
  if (node) return node;
  expectOrg(topology, org);
  throw unknownName({kind: 'node', name, known: namesIn(topology.nodes, org), list: `muster node list${orgFlag(org)} shows all`});
}

export function expectEnv(topology: Topology, org: string, name: string): Environment {
  const env = findEnv(topology, org, name);
  if (env) return env;
  expectOrg(topology, org);
  throw unknownName({kind: 'env', name, known: namesIn(topology.envs, org), list: `muster env list${orgFlag(org)} shows all`});
}

export function expectApp(topology: Topology, org: string, name: string): App {
  const app = findApp(topology, org, name);
  if (app) return app;
  expectOrg(topology, org);
  throw unknownName({kind: 'app', name, known: namesIn(topology.apps, org), list: `muster app list${orgFlag(org)} shows all`});
}

export function expectService(topology: Topology, scope: {readonly org: string; readonly env: string}, name: string): Service {
  const service = findService(topology, scope, name);
  if (service) return service;
  const known = topology.services.filter((it) => it.org === scope.org && it.env === scope.env).map((it) => it.name);
  throw unknownName({
    kind: 'service',
    name,
    known,
    list: `muster service list --env ${scope.env}${orgFlag(scope.org)} shows all`,
  });
}

export interface UnknownName {
  readonly kind: string;
  readonly name: string;
  readonly known: readonly string[];
  /** How to see what there is. */
  readonly list: string;
}

export function unknownName({kind, name, known, list}: UnknownName): Failure {
  const nearest = nearestName(name, known);
  return new Failure({
    code: 'NOT_FOUND',
    exit: exitCodes.notFound,
    subject: `${kind} ${name}`,
    details: {kind, name, nearest},
    message: `There is no ${kind} named ${name}.`,
    hint: nearest === null ? capitalized(list) : `Did you mean ${nearest}? ${capitalized(list)}`,
  });
}

export function alreadyExists(
  kind: string,
  name: string,
  facts: {readonly differs: readonly string[]; readonly hint: string},
): Failure {
  return new Failure({
    code: 'NAME_TAKEN',
    exit: exitCodes.violation,
    subject: `${kind} ${name}`,
    details: {kind, name, differs: facts.differs},
    message: `${kind.charAt(0).toUpperCase()}${kind.slice(1)} ${name} exists already, with other values of ${listWords(facts.differs)}.`,
    hint: facts.hint,
  });
}

function namesIn(rows: readonly {readonly org: string; readonly name: string}[], org: string): readonly string[] {
  return rows.filter((row) => row.org === org).map((row) => row.name);
}

/** A command stays as it is typed. */
function capitalized(text: string): string {
  return text.startsWith('muster ') ? text : text.charAt(0).toUpperCase() + text.slice(1);
}
