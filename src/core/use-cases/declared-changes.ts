import {withDeclaration} from '../domain/changes/with-declaration.js';
import {firstTopology} from '../domain/changes/with-org.js';
import type {DeclaredTopology} from '../domain/declaration.js';
import {expectKnownReferences, unknownReferences, type UnknownReference} from '../domain/declared-references.js';
import {declareTopology} from '../domain/declare-topology.js';
import {violationFailure} from '../domain/errors.js';
import {expectOrg} from '../domain/expect.js';
import type {Topology} from '../domain/model.js';
import type {PlannedChange} from '../domain/plan.js';
import {withPlacedInstances} from '../domain/planning/place-instances.js';
import {TopologyChanges} from '../domain/planning/topology-changes.js';
import {checkTopology} from '../domain/rules/index.js';
import {checkDeclaredVersions} from '../domain/rules/one-version.js';
import {noFacts} from '../domain/rules/rule.js';
import {homeOf, type Standpoint} from '../domain/standpoint.js';
import type {Violation} from '../domain/violation.js';
import type {Ports} from '../ports/index.js';
import {readRecipes} from './read-recipes.js';

export interface DeclarationSummary {
  readonly org: string;
  readonly nodes: number;
  readonly envs: number;
  readonly apps: number;
}

/** Checks what files declare by itself, with no store and no machine; every violation is in the failure. */
export async function validateDeclaration(
  ports: Pick<Ports, 'recipes'>,
  declared: DeclaredTopology,
): Promise<{readonly summary: DeclarationSummary; readonly warnings: readonly Violation[]}> {
  const violations = await checkDeclared(ports, {before: firstTopology(''), declared, prune: false});
  if (violations.found.some((violation) => violation.severity === 'error')) throw violationFailure(violations.found);
  const {org, nodes, envs} = declared;
  const apps = envs.reduce((count, env) => count + env.deployments.length, 0);
  const undeclared = unknownReferences(firstTopology(''), declared).map(undeclaredWarning);
  return {summary: {org, nodes: nodes.length, envs: envs.length, apps}, warnings: [...violations.found, ...undeclared]};
}

/** What files declare as a topology of its own, instances placed, and the rules that it breaks. */
export async function topologyOfDeclaration(
  ports: Pick<Ports, 'recipes'>,
  declared: DeclaredTopology,
): Promise<{readonly topology: Topology; readonly violations: readonly Violation[]}> {
  const {after, found} = await checkDeclared(ports, {before: firstTopology(''), declared, prune: false});
  return {topology: after, violations: found};
}

export interface TopologyDifference {
  readonly changed: boolean;
  readonly changes: readonly PlannedChange[];
  /** What would keep the files from being applied. */
  readonly violations: readonly Violation[];
}

/** What applying the files would change in the topology, machines aside. */
export async function diffDeclaration(
  ports: Ports,
  request: {readonly declared: DeclaredTopology; readonly prune: boolean},
): Promise<TopologyDifference> {
  const [store, standpoint] = await Promise.all([ports.store(), ports.identity()]);
  const before = await store.readTopology();
  expectKnownReferences(before, request.declared);
  const {after, found} = await checkDeclared(ports, {before, ...request, standpoint});
  const changes = [...new TopologyChanges(before, after)];
  return {changed: changes.length > 0, changes, violations: found};
}

/** What an organization has now, as a file would declare it. */
export async function exportTopology(ports: Ports, {org}: {readonly org: string}): Promise<DeclaredTopology> {
  const topology = await (await ports.store()).readTopology();
  expectOrg(topology, org);
  return declareTopology(topology, org);
}

async function checkDeclared(
  ports: Pick<Ports, 'recipes'>,
  request: {
    readonly before: Topology;
    readonly declared: DeclaredTopology;
    readonly prune: boolean;
    readonly standpoint?: Standpoint;
  },
): Promise<{readonly after: Topology; readonly found: readonly Violation[]}> {
  const {before, declared, prune, standpoint = null} = request;
  const home = standpoint === null ? null : homeOf(before, standpoint);
  const edited = withDeclaration(before, {declared, recipes: await readRecipes(ports, declared), prune, home});
  const after = withPlacedInstances({topology: edited, foreignPorts: new Map()});
  return {after, found: [...checkDeclaredVersions(declared), ...checkTopology({before, after, facts: {...noFacts, standpoint}})]};
}

/** The files may mean what the store has. */
function undeclaredWarning({kind, name, env}: UnknownReference): Violation {
  return {
    code: 'NOT_DECLARED',
    severity: 'warning',
    subject: `${kind} ${name}`,
    message: `Env ${env} uses ${kind} ${name}, which the files do not declare.`,
    hint: `It must be in the store before they are applied: muster ${kind} list.`,
    details: {kind, name, env},
  };
}
