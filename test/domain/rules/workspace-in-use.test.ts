import {describe, expect, it} from 'vitest';
import {withoutWorkspace} from '../../../src/core/domain/changes/with-org.js';
import {check, messages} from '../../support/check-rule.js';
import {aTopology, TopologyBuilder} from '../../support/topology.js';

describe('WORKSPACE_IN_USE', () => {
  const before = aTopology().withEnv('prod', {workspace: 'east'});

  it('refuses to delete a workspace that has envs, and lists them', () => {
    const after = new TopologyBuilder(withoutWorkspace(before.build(), 'default', 'east'));
    expect(check('WORKSPACE_IN_USE', {before, after})).toEqual([
      {
        code: 'WORKSPACE_IN_USE',
        severity: 'error',
        subject: 'workspace east',
        message: 'Workspace east cannot be deleted while it has env prod.',
        hint: 'Put them elsewhere first: muster env update prod --workspace WORKSPACE.',
        details: {org: 'default', workspace: 'east', envs: ['prod']},
      },
    ]);
  });

  it('lets an empty one go', () => {
    expect(messages('WORKSPACE_IN_USE', {before: aTopology().withWorkspace('east'), after: aTopology()})).toEqual([]);
    expect(messages('WORKSPACE_IN_USE', {after: before})).toEqual([]);
  });
});
