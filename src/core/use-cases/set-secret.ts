import {withSecretVersion} from '../domain/changes/with-config.js';
import {exitCodes, Failure} from '../domain/errors.js';
import {expectApp, expectEnv} from '../domain/expect.js';
import type {SecretTarget, SecretVersion, Topology} from '../domain/model.js';
import type {Ports} from '../ports/index.js';
import {secretKey} from '../ports/secrets.js';
import type {SealedSecret} from '../ports/store.js';
import {changeTopology, type TopologyOutcome} from './change-topology.js';
import {withRestartHint} from './restart-hint.js';
import {weakSecretFacts} from './weak-secret.js';

export interface SecretOutcome {
  readonly outcome: TopologyOutcome;
  /** The version that holds now. */
  readonly version: number;
}

/** Another set of the same secret at the same time takes the version; a few rounds are always enough. */
const rounds = 10;

/** Keeps a value as the next version of a secret; the value that it has already changes nothing. */
export async function setSecret(
  ports: Ports,
  request: {readonly secret: SecretTarget; readonly value: string},
  options: {readonly dryRun: boolean},
): Promise<SecretOutcome> {
  if (request.value === '') throw emptySecret(request.secret);
  for (let round = 1; ; round += 1) {
    try {
      return await setOnce(ports, request, options);
    } catch (error) {
      if (!(error instanceof VersionTaken) || round === rounds) throw error;
    }
  }
}

async function setOnce(
  ports: Ports,
  {secret, value}: {readonly secret: SecretTarget; readonly value: string},
  options: {readonly dryRun: boolean},
): Promise<SecretOutcome> {
  const [store, secrets] = await Promise.all([ports.store(), ports.secrets()]);
  const topology = await store.readTopology();
  expectScope(topology, secret);
  const current = currentVersion(topology, secret);
  const same = current > 0 && (await openCurrent(ports, {...secret, version: current})) === value;
  const ref = {...secret, version: current + 1};
  const sealed = same ? [] : [{...(await secrets.seal(ref, value)), createdAt: ports.clock.now()}];
  const outcome = await changeTopology(
    ports,
    {
      org: secret.org,
      envs: [secret.env],
      sealed,
      facts: (after) => weakSecretFacts(after, {secret, value}),
      edit: (before) => {
        if (currentVersion(before, secret) !== current) throw new VersionTaken(ref);
        return same ? before : withSecretVersion(before, ref);
      },
    },
    options,
  );
  return {outcome: withRestartHint(outcome, secret), version: same ? current : ref.version};
}

export function expectScope(
  topology: Topology,
  {org, env, app}: {readonly org: string; readonly env: string; readonly app: string | null},
): void {
  expectEnv(topology, org, env);
  if (app !== null) expectApp(topology, org, app);
}

export function currentVersion(topology: Topology, {org, env, app, name}: SecretTarget): number {
  return topology.secrets.find((row) => row.org === org && row.env === env && row.app === app && row.name === name)?.version ?? 0;
}

/** Null for a value that cannot be opened any more: setting it again is the way out of that. */
async function openCurrent(ports: Ports, ref: SecretVersion): Promise<string | null> {
  const [store, secrets] = await Promise.all([ports.store(), ports.secrets()]);
  const sealed: SealedSecret | undefined = (await store.readSealed({org: ref.org, env: ref.env})).find(
    (candidate) => secretKey(candidate) === secretKey(ref),
  );
  try {
    return sealed ? await secrets.open(sealed) : null;
  } catch (error) {
    if (error instanceof Failure && (error.code === 'KEY_WRONG' || error.code === 'SECRET_BROKEN')) return null;
    throw error;
  }
}

class VersionTaken extends Failure {
  constructor(ref: SecretVersion) {
    super({
      code: 'SECRET_BUSY',
      exit: exitCodes.busy,
      subject: `secret ${ref.name}`,
      details: {...ref},
      message: `Secret ${ref.name} of env ${ref.env} is being set by others again and again.`,
      hint: 'Try again',
    });
  }
}

function emptySecret({name}: SecretTarget): Failure {
  return new Failure({
    code: 'SECRET_EMPTY',
    exit: exitCodes.usage,
    subject: `secret ${name}`,
    details: {name},
    message: `The value of secret ${name} is empty.`,
    hint: 'Give it on standard input, with --from-file, or at the prompt',
  });
}
