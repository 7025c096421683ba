import {describe, expect, it} from 'vitest';
import type {DeclaredEnv, DeclaredTopology} from '../../src/core/domain/declaration.js';
import {expectKnownReferences, unknownReferences} from '../../src/core/domain/declared-references.js';
import {Failure} from '../../src/core/domain/errors.js';
import {aTopology} from '../support/topology.js';

const before = aTopology().withNode('web-1').withNode('far', {org: 'acme'}).withApp('shop').build();

function declaring(env: Partial<DeclaredEnv>): DeclaredTopology {
  const empty: DeclaredEnv = {name: 'prod', nodes: [], entries: [], services: [], config: {}, deployments: []};
  return {
    org: 'default',
    groups: [],
    workspaces: [],
    nodes: [{name: 'web-2', connect: 'local'}],
    apps: [{name: 'api', recipe: 'web'}],
    envs: [{...empty, ...env}],
  };
}

function failureOf(declared: DeclaredTopology): Failure | null {
  try {
    expectKnownReferences(before, declared);
    return null;
  } catch (error) {
    return error as Failure;
  }
}

describe('names that the envs of a file use', () => {
  it('are declared beside them, or there already', () => {
    const nodes = [{node: 'web-1'}, {node: 'web-2'}];
    const entries = ['shop', 'api'].map((app) => ({address: `${app}.com`, app, backup: false, path: '/'}));
    expect(failureOf(declaring({nodes, entries, appConfig: {shop: {A: 'b'}}}))).toBeNull();
  });

  it('are looked for in every place, and told once', () => {
    const deployment = {app: 'nowhere', version: '1', roles: {}, weights: {}, config: {}};
    const declared = declaring({
      nodes: [{node: 'far'}],
      services: [{name: 'db', kind: 'mysql', managed: {node: 'wbe-1', image: null}}],
      entries: [{address: 'a.com', app: 'nobody', backup: false, path: '/'}],
      appConfig: {nobody: {A: 'b'}, none: {A: 'b'}},
      deployments: [deployment],
    });
    expect(unknownReferences(before, declared).map(({kind, name}) => `${kind} ${name}`)).toEqual([
      'node far',
      'node wbe-1',
      'app nobody',
      'app none',
      'app nowhere',
    ]);
    expect(failureOf(declared)).toMatchObject({
      code: 'NOT_FOUND',
      exitCode: 4,
      message:
        '5 names that the envs use are neither declared nor there: node far (env prod), node wbe-1 (env prod), app nobody (env prod), app none (env prod) and app nowhere (env prod).',
      details: {missing: [{kind: 'node', name: 'far', env: 'prod'}, {}, {}, {}, {}]},
    });
  });

  it('have the nearest one that there is named', () => {
    expect(failureOf(declaring({nodes: [{node: 'wbe-1'}]}))).toMatchObject({
      message: 'There is no node named wbe-1.',
      hint: expect.stringContaining('Did you mean web-1?'),
    });
  });
});
