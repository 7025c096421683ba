import {describe, expect, it} from 'vitest';
import {check, messages} from '../../support/check-rule.js';
import {aTopology} from '../../support/topology.js';

describe('NAME_INVALID', () => {
  it.each([
    ['node', aTopology().withNode('web_1'), 'web-1'],
    ['env', aTopology().withEnv('-prod'), 'prod'],
    ['app', aTopology().withApp('a b'), 'a-b'],
    ['service', aTopology().withService('db.1'), 'db-1'],
    ['org', aTopology().withOrg(''), 'org-1'],
    ['group', aTopology().withNode('a', {group: 'ost!'}), 'ost'],
    ['workspace', aTopology().withEnv('prod', {workspace: 'x'.repeat(64)}), 'x'.repeat(63)],
  ])('names the %s and suggests a legal name', (kind, after, suggestion) => {
    expect(check('NAME_INVALID', {after})).toMatchObject([
      {hint: `Use a legal name, such as ${suggestion}.`, details: {kind, suggestion}},
    ]);
  });

  it.each([
    ['prod-01', 'PROD_01'],
    ['A'.repeat(21), 'A'.repeat(20)],
    ['', 'SERVER01'],
    ['straße', 'STRA_E'],
  ])('refuses the cluster id %j and suggests a legal one', (id, suggestion) => {
    expect(check('NAME_INVALID', {after: aTopology().withCluster(id, {name: 'second'})})).toMatchObject([
      {hint: `Use a legal id, such as ${suggestion}.`, details: {kind: 'cluster', name: id, suggestion}},
    ]);
  });

  it('tells the name and the rule', () => {
    expect(messages('NAME_INVALID', {after: aTopology().withNode('web_1')})).toEqual([
      'The node name "web_1" is not legal: names are 1 to 63 of a-z, 0-9 and -, starting and ending with a letter or digit.',
    ]);
  });

  it('accepts legal names, and folds upper case', () => {
    expect(messages('NAME_INVALID', {after: aTopology().withNode('Web-1').withNode('x'.repeat(63)).withNode('1')})).toEqual([]);
  });
});
