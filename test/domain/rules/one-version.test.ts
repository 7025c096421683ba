import {describe, expect, it} from 'vitest';
import {checkDeclaredVersions} from '../../../src/core/domain/rules/one-version.js';
import {check, messages} from '../../support/check-rule.js';
import {aDeployedTopology, aTopology} from '../../support/topology.js';

describe('ONE_VERSION', () => {
  const violation = {
    code: 'ONE_VERSION',
    severity: 'error',
    subject: 'app hello',
    message: 'App hello is declared in env prod with versions 1.0.0 and 2.0.0; an app has one version in an env.',
    hint: 'Declare one of them, or deploy the other to an env of its own: muster app deploy hello --env ENV --version 2.0.0.',
    details: {org: 'default', env: 'prod', app: 'hello', versions: ['1.0.0', '2.0.0']},
  };

  it('refuses two versions of one app in one env', () => {
    expect(check('ONE_VERSION', {after: aDeployedTopology().withDeployment('hello', {version: '2.0.0'})})).toEqual([violation]);
  });

  it('refuses them in files that are applied together', () => {
    const deployment = (version: string) => ({app: 'hello', version, roles: {}, weights: {}, config: {}});
    const env = {
      name: 'prod',
      nodes: [],
      entries: [],
      services: [],
      config: {},
      deployments: [deployment('1.0.0'), deployment('2.0.0')],
    };
    expect(checkDeclaredVersions({org: 'default', groups: [], workspaces: [], nodes: [], apps: [], envs: [env]})).toEqual([
      violation,
    ]);
    expect(
      checkDeclaredVersions({
        org: 'default',
        groups: [],
        workspaces: [],
        nodes: [],
        apps: [],
        envs: [{...env, deployments: [deployment('1.0.0')]}],
      }),
    ).toEqual([]);
  });

  it('allows two apps in one env, one app in two envs, and another version in its place', () => {
    const after = aTopology()
      .withDeployment('hello')
      .withDeployment('shop', {version: '9'})
      .withDeployment('hello', {env: 'test', version: '2.0.0'});
    expect(messages('ONE_VERSION', {after})).toEqual([]);
    expect(
      messages('ONE_VERSION', {before: aDeployedTopology(), after: aTopology().withDeployment('hello', {version: '2.0.0'})}),
    ).toEqual([]);
  });
});
