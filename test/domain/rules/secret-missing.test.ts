import {describe, expect, it} from 'vitest';
import {check, messages} from '../../support/check-rule.js';
import {aDeployedTopology, aTopology, type TopologyBuilder} from '../../support/topology.js';

const own = {org: 'default', env: 'prod', app: 'hello', name: 'api-key'};
const shared = {...own, app: null, name: 'db-password'};

describe('SECRET_MISSING', () => {
  it('tells each secret that is not set, with the command that sets it', () => {
    const there = aDeployedTopology();
    expect(check('SECRET_MISSING', {before: there, after: there, facts: {missingSecrets: [own, shared]}})).toEqual([
      {
        code: 'SECRET_MISSING',
        severity: 'error',
        subject: 'secret api-key',
        message: 'Secret api-key of app hello in env prod is not set.',
        hint: 'muster secret set api-key --env prod --app hello',
        details: {org: 'default', env: 'prod', app: 'hello', secret: 'api-key'},
      },
      expect.objectContaining({
        message: 'Secret db-password of env prod is not set.',
        hint: 'muster secret set db-password --env prod',
      }),
    ]);
  });

  it('has an env and an app recorded first that are not there yet', () => {
    const hints = (before: TopologyBuilder) =>
      check('SECRET_MISSING', {before, after: aDeployedTopology(), facts: {missingSecrets: [own]}}).map(({hint}) => hint);
    const recorded = 'muster apply -f FILE --topology-only && muster secret set api-key --env prod --app hello';
    expect(hints(aTopology())).toEqual([recorded]);
    expect(
      hints(
        aTopology()
          .withNode('web-1')
          .withEnv('prod', {nodes: ['web-1']}),
      ),
    ).toEqual([recorded]);
  });

  it('says nothing where every secret is set', () => {
    expect(messages('SECRET_MISSING', {after: aDeployedTopology()})).toEqual([]);
  });
});
