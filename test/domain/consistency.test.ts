import {describe, expect, it} from 'vitest';
import {checkConsistency, secretDigests, type RunningInstance} from '../../src/core/domain/consistency.js';
import type {Deployment} from '../../src/core/domain/model.js';
import {aClusteredRecipe, aDeployedTopology, aRecipe} from '../support/topology.js';

const recipe = aClusteredRecipe();
const deployment = aDeployedTopology(recipe).build().deployments[0] as Deployment;
const instance = (name: string, change: Partial<RunningInstance> = {}): RunningInstance => {
  const role = name.includes('master') ? 'master' : 'slave';
  return {
    name,
    role,
    version: '1.0.0',
    environment: {NODE_TYPE: role, MUSTER_ROLE: role, SESSION_SECRET: 'one', PATH: '/bin'},
    ...change,
  };
};
const with_ = (name: string, variables: Record<string, string>) =>
  instance(name, {environment: {...instance(name).environment, ...variables}});
const check = (...instances: RunningInstance[]) =>
  checkConsistency({deployment, recipe, instances}).map(({code, message}) => `${code}: ${message}`);

describe('running instances of one deployment', () => {
  it('agree when one is master, all have the version and the same secrets', () => {
    expect(check(instance('m-master-1'), instance('m-slave-1'), instance('m-slave-2'))).toEqual([]);
  });

  it('are not judged when none runs', () => {
    expect(check()).toEqual([]);
  });

  it('count as a second master whatever is not spelled exactly like a slave', () => {
    expect(check(instance('m-master-1'), with_('m-slave-1', {NODE_TYPE: 'Slave'}))).toEqual([
      'ONE_MASTER: 2 instances of app hello in env prod act as master: m-master-1 and m-slave-1.',
    ]);
  });

  it('miss their master', () => {
    expect(check(instance('m-slave-1'))).toEqual(['ONE_MASTER: No running instance of app hello in env prod acts as master.']);
  });

  it('go by their label where no variable tells the role', () => {
    const plain = aRecipe();
    const none = (name: string, role: string): RunningInstance => ({name, role, version: '1.0.0', environment: {}});
    expect(checkConsistency({deployment, recipe: plain, instances: [none('a', 'master'), none('b', 'slave')]})).toEqual([]);
    expect(
      checkConsistency({deployment, recipe: plain, instances: [none('a', 'master'), none('b', 'master')]}).map(({code}) => code),
    ).toEqual(['ONE_MASTER']);
  });

  it('differ in version', () => {
    expect(check(instance('m-master-1'), instance('m-slave-1', {version: '0.9.0'}))).toEqual([
      'VERSION_SKEW: app hello in env prod should run 1.0.0 and runs 0.9.0 and 1.0.0.',
    ]);
  });

  it('differ in a shared secret, which is shown as a digest only', () => {
    const [message = ''] = check(instance('m-master-1'), with_('m-slave-1', {SESSION_SECRET: 'another'}));
    expect(message).toMatch(
      /^SAME_SECRET: SESSION_SECRET differs .*m-master-1 sha256:[0-9a-f]{8}, m-slave-1 sha256:[0-9a-f]{8}\.$/,
    );
    expect(message).not.toMatch(/another|one\b/);
  });

  it('lack a secret', () => {
    expect(check(instance('m-master-1'), with_('m-slave-1', {SESSION_SECRET: ''}))).toEqual([
      'SAME_SECRET: SESSION_SECRET is not set in m-slave-1 of app hello in env prod.',
    ]);
  });

  it('have a known variable in other letters', () => {
    expect(check(with_('m-master-1', {session_secret: 'x'}))).toEqual([
      'ENV_NAME_CASE: Instances of app hello in env prod have the variable session_secret, which the app does not read: it is spelled SESSION_SECRET.',
    ]);
  });

  it('show the first eight digits of the secret itself', () => {
    expect(secretDigests({deployment, recipe, instances: [instance('m-master-1')]})).toEqual([
      {variable: 'SESSION_SECRET', equal: true, digests: {'m-master-1': 'sha256:7692c3ad'}},
    ]);
  });
});
