import {shellWord} from '../domain/shell-word.js';
import {withoutApp} from '../domain/changes/with-app.js';
import {exitCodes, Failure} from '../domain/errors.js';
import {findApp} from '../domain/find.js';
import {listWords, orgFlag} from '../domain/indexes.js';
import type {Entry} from '../domain/model.js';
import type {Ports} from '../ports/index.js';
import {absent, type RemovalOptions} from './absent.js';
import {changeTopology, type TopologyOutcome} from './change-topology.js';

/** Forgets an app that is deployed nowhere and that no entry leads to, with its config and secrets. */
export async function deleteApp(
  ports: Ports,
  {org, name}: {readonly org: string; readonly name: string},
  options: RemovalOptions,
): Promise<TopologyOutcome> {
  const topology = await (await ports.store()).readTopology();
  if (!findApp(topology, org, name)) return absent(topology, {kind: 'app', org, name, known: topology.apps}, options);
  return changeTopology(
    ports,
    {
      org,
      envs: [],
      edit: (before) => {
        const envs = before.deployments
          .filter((deployment) => deployment.org === org && deployment.app === name)
          .map((deployment) => deployment.env);
        if (envs.length > 0) throw inUse({org, name, envs});
        const entry = before.entries.find((candidate) => candidate.org === org && candidate.app === name);
        if (entry) throw ledTo(entry, name);
        return withoutApp(before, org, name);
      },
    },
    options,
  );
}

function inUse({org, name, envs}: {readonly org: string; readonly name: string; readonly envs: readonly string[]}): Failure {
  return new Failure({
    code: 'APP_IN_USE',
    exit: exitCodes.violation,
    subject: `app ${name}`,
    details: {org, app: name, envs},
    message: `App ${name} cannot be deleted while it is deployed in ${listWords(envs)}.`,
    hint: `muster app undeploy ${name} --env ${envs[0]}${orgFlag(org)}`,
  });
}

function ledTo({org, env, address}: Entry, name: string): Failure {
  return new Failure({
    code: 'APP_IN_USE',
    exit: exitCodes.violation,
    subject: `app ${name}`,
    details: {org, app: name, env, entry: address},
    message: `App ${name} cannot be deleted while entry ${address} of env ${env} leads to it.`,
    hint: `muster entry remove ${shellWord(address)} --env ${env}${orgFlag(org)}`,
  });
}
