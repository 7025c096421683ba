import {exitCodes, Failure} from '../../core/domain/errors.js';
import type {Collection, Entry, Instance, Node} from '../../core/domain/model.js';
import type {Constraint} from './capabilities.js';
import {type AnyMapping} from './codec.js';
import {mappingOf} from './mappings.js';
import type {Tables} from './schema.js';
import {endpointOf, portsOf, routesOf} from './tables/claims.js';
import type {StoredRecords} from './tables/topology.js';

interface Rule {
  readonly code: string;
  readonly exit: number;
}

const taken: Rule = {code: 'NAME_TAKEN', exit: exitCodes.violation};
const uniqueRules: Partial<Record<keyof Tables, Rule>> = {
  clusters: {code: 'CLUSTER_ID_CONFLICT', exit: exitCodes.violation},
  entry_routes: {code: 'ENTRY_TAKEN', exit: exitCodes.violation},
  deployments: {code: 'ONE_VERSION', exit: exitCodes.violation},
  node_endpoints: {code: 'NODE_ONE_ORG', exit: exitCodes.violation},
  instance_ports: {code: 'PORT_TAKEN', exit: exitCodes.violation},
};

/** The rule that a constraint of the database holds. Rules are checked before; this is what stands when one was forgotten. */
export function constraintFailure(constraint: Constraint, after: StoredRecords, cause: unknown): Failure {
  if (constraint.kind === 'reference') {
    return new Failure({
      code: 'REFERENCE_BROKEN',
      exit: exitCodes.violation,
      message: 'The change leaves something that refers to what is not there; nothing changed.',
      hint: 'Run `muster topology validate` on what you meant to apply.',
      details: {table: constraint.table},
      cause,
    });
  }
  const table = constraint.table as keyof Tables | null;
  const {code, exit} = (table && uniqueRules[table]) ?? taken;
  const twice = table ? duplicateIn(table, after) : null;
  return new Failure({
    code,
    exit,
    message: twice
      ? `${twice.owner} and ${twice.other} both have ${twice.what}; nothing changed.`
      : 'The change names something twice; nothing changed.',
    hint: twice ? `Give one of them another value, or remove ${twice.owner} first.` : 'Choose another name.',
    ...(twice ? {subject: twice.other} : {}),
    details: {table, ...twice},
    cause,
  });
}

interface Duplicate {
  readonly owner: string;
  readonly other: string;
  readonly what: string;
}

interface Named {
  readonly what: string;
  readonly who: string;
}

function duplicateIn(table: keyof Tables, after: StoredRecords): Duplicate | null {
  const owners = new Map<string, string>();
  for (const {what, who} of namedIn(table, after)) {
    const owner = owners.get(what);
    if (owner !== undefined) return {owner, other: who, what};
    owners.set(what, who);
  }
  return null;
}

function namedIn(table: keyof Tables, after: StoredRecords): readonly Named[] {
  if (table === 'node_endpoints') {
    return (after.nodes as readonly Node[]).map((node) => ({
      what: `the endpoint ${endpointOf(node).endpoint}`,
      who: `node ${node.org}/${node.name}`,
    }));
  }
  if (table === 'instance_ports') {
    return (after.instances as readonly Instance[])
      .flatMap(portsOf)
      .map((port) => ({
        what: `port ${port.port} of node ${port.org}/${port.node}`,
        who: `instance ${port.org}/${port.env}/${port.app}-${port.role}-${port.ordinal}`,
      }));
  }
  if (table === 'entry_routes') {
    return (after.entries as readonly Entry[])
      .flatMap(routesOf)
      .map((route) => ({what: `the address ${route.address}`, who: `env ${route.org}/${route.env}`}));
  }
  if (!(table in after)) return [];
  const mapping: AnyMapping = mappingOf(table as Collection);
  return after[table as Collection].map((record) => {
    const name = mapping.keyOf(record).replaceAll('\u0000', '/');
    return {what: `the name ${name}`, who: `${table} ${name}`};
  });
}
