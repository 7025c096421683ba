import {withEnv} from '../domain/changes/with-env.js';
import {alreadyExists, expectEnv, expectOrg, expectWorkspace} from '../domain/expect.js';
import {findEnv} from '../domain/find.js';
import {orgFlag} from '../domain/indexes.js';
import type {Environment} from '../domain/model.js';
import type {Ports} from '../ports/index.js';
import {changeTopology, type TopologyOutcome} from './change-topology.js';
import {differingFields} from './differing-fields.js';
import {gatherRelabelled} from './weak-secret.js';
import {updateFlags} from './update-flags.js';

export type EnvFacts = Pick<Environment, 'org' | 'name'> & Partial<Environment>;

export function createEnv(ports: Ports, facts: EnvFacts, options: {readonly dryRun: boolean}): Promise<TopologyOutcome> {
  return changeTopology(
    ports,
    {
      org: facts.org,
      envs: [],
      edit: (before) => {
        expectOrg(before, facts.org);
        if (facts.workspace !== undefined) expectWorkspace(before, facts.org, facts.workspace);
        const standing = findEnv(before, facts.org, facts.name);
        if (!standing) return withEnv(before, {workspace: 'default', labels: {}, ...facts});
        const differs = differingFields(standing, facts);
        if (differs.length === 0) return before;
        throw alreadyExists('env', facts.name, {
          differs,
          hint: `muster env update ${facts.name}${updateFlags(facts, differs, standing)}${orgFlag(facts.org)} changes it`,
        });
      },
    },
    options,
  );
}

export async function updateEnv(
  ports: Ports,
  {facts, unlabel}: {readonly facts: EnvFacts; readonly unlabel: readonly string[]},
  options: {readonly dryRun: boolean},
): Promise<TopologyOutcome> {
  const weakSecrets = await gatherRelabelled(ports, [{labels: {}, ...facts}]);
  return changeTopology(
    ports,
    {
      org: facts.org,
      envs: [facts.name],
      facts: weakSecrets,
      edit: (before) => {
        const standing = expectEnv(before, facts.org, facts.name);
        if (facts.workspace !== undefined) expectWorkspace(before, facts.org, facts.workspace);
        const labels = Object.fromEntries(
          Object.entries({...standing.labels, ...facts.labels}).filter(([key]) => !unlabel.includes(key)),
        );
        return withEnv(before, {...standing, ...facts, labels});
      },
    },
    options,
  );
}
