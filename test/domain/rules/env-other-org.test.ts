import {describe, expect, it} from 'vitest';
import {check, messages} from '../../support/check-rule.js';
import {aTopology} from '../../support/topology.js';

describe('ENV_OTHER_ORG', () => {
  it('refuses a node of another org', () => {
    expect(
      check('ENV_OTHER_ORG', {
        after: aTopology()
          .withNode('web-1', {org: 'acme'})
          .withEnv('prod', {nodes: ['web-1']}),
      }),
    ).toEqual([
      {
        code: 'ENV_OTHER_ORG',
        severity: 'error',
        subject: 'env prod',
        message: 'Node web-1 belongs to org acme and env prod to org default; an env is served only by nodes of its own org.',
        hint: 'List the nodes that can join: muster node list.',
        details: {env: 'prod', org: 'default', node: 'web-1', nodeOrg: 'acme'},
      },
    ]);
  });

  it('allows a node of the same org, whatever other orgs call theirs', () => {
    expect(
      messages('ENV_OTHER_ORG', {
        after: aTopology()
          .withNode('web-1', {org: 'acme'})
          .withNode('web-1')
          .withEnv('prod', {nodes: ['web-1']}),
      }),
    ).toEqual([]);
  });
});
