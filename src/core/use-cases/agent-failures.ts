import {exitCodes, Failure} from '../domain/errors.js';
import type {Cluster} from '../domain/model.js';
import type {Agent, Beat} from '../ports/beats.js';

/** What the store has said that an agent goes on after: it did not answer, or was busy. */
export function isTrouble(error: unknown): error is Failure {
  // A store that was moved stays so: whoever starts the agent again has it find the other one.
  if (!(error instanceof Failure) || error.code === 'STORE_MOVED') return false;
  return error.exitCode === exitCodes.outside || error.exitCode === exitCodes.busy;
}

export function noClusterFailure(installation: string): Failure {
  return new Failure({
    code: 'CLUSTER_NOT_JOINED',
    exit: exitCodes.notFound,
    message: 'This installation is no cluster of the store, so that there is nothing to beat for.',
    hint: 'Run `muster cluster join --id ID` first.',
    details: {installation},
  });
}

export function goneFailure({id, installation}: Cluster, owner: string | null): Failure {
  return new Failure({
    code: 'CLUSTER_GONE',
    exit: exitCodes.notFound,
    subject: `cluster ${id}`,
    message:
      owner === null
        ? `Cluster ${id} was deleted, and its agent stops.`
        : `Cluster ${id} was deleted and belongs to installation ${owner} now; the agent of this one stops.`,
    hint: 'If it is to come back, run `muster cluster join --id ID` and start the agent again.',
    details: {cluster: id, installation, owner},
  });
}

export function conflictFailure({id}: Cluster, {holder, self}: {readonly holder: Beat; readonly self: Agent}): Failure {
  return new Failure({
    code: 'CLUSTER_ID_CONFLICT',
    exit: exitCodes.violation,
    subject: `cluster ${id}`,
    message: `Two copies of one installation beat for cluster ${id}: the agent on ${holder.host} (pid ${holder.pid}) has it, and this one on ${self.host} (pid ${self.pid}) stops.`,
    hint: 'Where this data directory was copied, remove its INSTALL.json, run `muster init` and join under an id of its own; otherwise stop the other one.',
    details: {cluster: id, holder: {host: holder.host, pid: holder.pid, since: holder.since}, host: self.host, pid: self.pid},
  });
}
