import {isClone, withClone} from '../domain/changes/with-clone.js';
import {exitCodes, Failure} from '../domain/errors.js';
import {expectEnv, expectWorkspace} from '../domain/expect.js';
import {findEnv} from '../domain/find.js';
import {orgFlag} from '../domain/indexes.js';
import type {Environment, SecretVersion, Topology} from '../domain/model.js';
import {noFacts} from '../domain/rules/rule.js';
import {isProduction} from '../domain/rules/same-secret.js';
import type {Ports} from '../ports/index.js';
import {secretKey} from '../ports/secrets.js';
import type {SealedSecret} from '../ports/store.js';
import {changeTopology, type TopologyOutcome} from './change-topology.js';
import {openSecrets} from './open-secrets.js';
import {weakSecretsFacts, type OpenSecret} from './weak-secret.js';

export interface CloneRequest {
  readonly org: string;
  readonly from: string;
  readonly to: string;
  readonly facts: Partial<Pick<Environment, 'workspace' | 'labels'>>;
  /** Whether the copy gets the values of the secrets too; those that Muster makes are made anew otherwise. */
  readonly secrets: boolean;
}

/** Copies an environment under another name. Nothing of the copy runs until its apps are started. */
export async function cloneEnv(
  ports: Ports,
  request: CloneRequest,
  options: {readonly dryRun: boolean},
): Promise<TopologyOutcome> {
  const {org, from, to, facts} = request;
  const topology = await (await ports.store()).readTopology();
  expectEnv(topology, org, from);
  const wanted = request.secrets ? copiedSecrets(topology, request) : [];
  const copies = await sealCopies(ports, wanted, to);
  return changeTopology(
    ports,
    {
      org,
      envs: [from],
      sealed: copies.map((copy) => copy.sealed),
      // Copies go by the label of the copy; where that is not said, as before, by nothing.
      facts: (after) => (isProduction(facts.labels ?? {}) ? weakSecretsFacts(after, copies) : noFacts),
      edit: (before) => {
        expectEnv(before, org, from);
        if (facts.workspace !== undefined) expectWorkspace(before, org, facts.workspace);
        if (request.secrets && !sameVersions(copiedSecrets(before, request), wanted)) throw changedMeanwhile(from);
        const clone = {org, from, to, facts, secrets: wanted.map((secret) => ({...secret, env: to, version: 1}))};
        if (!findEnv(before, org, to)) return withClone(before, clone);
        if (isClone(before, clone)) return before;
        throw nameInUse(request);
      },
    },
    options,
  );
}

/** All but the passwords of managed services: those of the copy hold other data, and get their own. */
function copiedSecrets(topology: Topology, {org, from}: CloneRequest): readonly SecretVersion[] {
  const own = (row: {readonly org: string; readonly env: string}) => row.org === org && row.env === from;
  const managed = new Set(topology.services.filter((it) => own(it) && it.managed).map((it) => it.passwordSecret));
  return topology.secrets.filter((secret) => own(secret) && !(secret.app === null && managed.has(secret.name)));
}

interface Copy extends OpenSecret {
  readonly sealed: SealedSecret;
}

async function sealCopies(ports: Ports, wanted: readonly SecretVersion[], env: string): Promise<readonly Copy[]> {
  if (wanted.length === 0) return [];
  const [secrets, opened, createdAt] = [await ports.secrets(), await openSecrets(ports, wanted), ports.clock.now()];
  return Promise.all(
    wanted.map(async (ref) => {
      const value = opened.find(ref);
      if (value === null) throw changedMeanwhile(ref.env);
      const secret = {...ref, env, version: 1};
      return {secret, value, sealed: {...(await secrets.seal(secret, value)), createdAt}};
    }),
  );
}

function sameVersions(a: readonly SecretVersion[], b: readonly SecretVersion[]): boolean {
  const keys = new Set(a.map(secretKey));
  return a.length === b.length && b.every((ref) => keys.has(secretKey(ref)));
}

function nameInUse({org, to}: CloneRequest): Failure {
  return new Failure({
    code: 'NAME_TAKEN',
    exit: exitCodes.violation,
    subject: `env ${to}`,
    details: {org, env: to},
    message: `Env ${to} exists already.`,
    hint: `Choose another name; muster env list${orgFlag(org)} shows those in use`,
  });
}

function changedMeanwhile(env: string): Failure {
  return new Failure({
    code: 'SECRET_BUSY',
    exit: exitCodes.busy,
    subject: `env ${env}`,
    details: {env},
    message: `A secret of env ${env} was set while the env was being copied; nothing changed.`,
    hint: 'Try again',
  });
}
