import type {Topology} from '../domain/model.js';
import {deploymentName} from '../domain/names.js';
import {secretName} from '../domain/planning/describe-containers.js';
import {latestSecret} from '../domain/planning/service-connection.js';
import type {PlanScope} from '../domain/planning/plan-input.js';
import type {Facts} from '../domain/rules/rule.js';
import {secretWeakness, type SecretWeakness} from '../domain/secrets/secret-weakness.js';
import type {Ports} from '../ports/index.js';
import {openSecrets} from './open-secrets.js';

/** Secrets in scope whose value is one that their recipe refuses or that everybody knows. */
export async function gatherWeakSecrets(
  ports: Ports,
  topology: Topology,
  scope: Omit<PlanScope, 'org'>,
): Promise<Facts['weakSecrets']> {
  const keys = new Set(scope.deployments.map(deploymentName));
  const candidates = topology.deployments
    .filter((deployment) => keys.has(deploymentName(deployment)))
    .flatMap((deployment) => {
      const recipe = topology.apps.find((app) => app.org === deployment.org && app.name === deployment.app)?.recipe;
      return Object.entries(recipe?.secrets ?? {}).flatMap(([variable, rule]) => {
        const ref = latestSecret(topology, {
          org: deployment.org,
          env: deployment.env,
          app: deployment.app,
          name: secretName(variable),
        });
        return ref ? [{ref, rule}] : [];
      });
    });
  if (candidates.length === 0) return new Map();
  const values = await openSecrets(
    ports,
    candidates.map(({ref}) => ref),
  );
  const weak = new Map<string, SecretWeakness>();
  for (const {ref, rule} of candidates) {
    const value = values.find(ref);
    const key = `${ref.org}/${ref.env}/${ref.app ?? '*'}/${ref.name}`;
    const weakness = value === null ? null : secretWeakness(value, [rule]);
    // How long a value must be is asked where it is set: what an older Muster let in still runs.
    if (weakness !== null && weakness !== 'short') weak.set(key, weakness);
  }
  return weak;
}
