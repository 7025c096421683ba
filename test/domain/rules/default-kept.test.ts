import {describe, expect, it} from 'vitest';
import {withoutGroup, withoutOrg, withoutWorkspace} from '../../../src/core/domain/changes/with-org.js';
import {check, messages} from '../../support/check-rule.js';
import {aTopology, TopologyBuilder} from '../../support/topology.js';

describe('DEFAULT_KEPT', () => {
  const before = aTopology().withOrg('acme');
  const after = (topology: ReturnType<TopologyBuilder['build']>) => new TopologyBuilder(topology);

  it('keeps the default org, and the default group and workspace of each org', () => {
    expect(check('DEFAULT_KEPT', {before, after: after(withoutGroup(before.build(), 'acme', 'default'))})).toEqual([
      {
        code: 'DEFAULT_KEPT',
        severity: 'error',
        subject: 'group default',
        message: 'The group default of org acme cannot be deleted: what names no group belongs to it.',
        hint: 'Nothing needs to be done; muster group list --org acme shows what there is.',
        details: {kind: 'group', name: 'default', org: 'acme'},
      },
    ]);
    expect(messages('DEFAULT_KEPT', {before, after: after(withoutWorkspace(before.build(), 'default', 'default'))})).toEqual([
      'The workspace default of org default cannot be deleted: what names no workspace belongs to it.',
    ]);
    expect(messages('DEFAULT_KEPT', {before, after: after(withoutOrg(before.build(), 'default'))})).toEqual([
      'The org default cannot be deleted: what names no org belongs to it.',
    ]);
  });

  it('lets another org go with its own', () => {
    expect(messages('DEFAULT_KEPT', {before, after: after(withoutOrg(before.build(), 'acme'))})).toEqual([]);
  });
});
