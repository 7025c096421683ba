import {describe, expect, it} from 'vitest';
import {check, messages} from '../../support/check-rule.js';
import {aRecipe, aTopology, type TopologyBuilder} from '../../support/topology.js';

const keeping = aRecipe({volumes: {data: '/data'}});

function fleet(
  nodes: readonly string[],
  {recipe = keeping, slaves = 1}: {recipe?: typeof keeping; slaves?: number} = {},
): TopologyBuilder {
  return aTopology()
    .withNode('web-1')
    .withNode('web-2')
    .withEnv('prod', {nodes})
    .withApp('hello', {recipe})
    .withDeployment('hello', {roles: {slave: slaves}});
}

const both = fleet(['web-1', 'web-2']);
const at = (node: string, topology = both) => topology.withInstance('hello', {node});

describe('VOLUME_STAYS', () => {
  it('refuses that an instance with volumes goes on elsewhere, and names what stays where', () => {
    expect(check('VOLUME_STAYS', {before: at('web-1'), after: at('web-2')})).toEqual([
      {
        code: 'VOLUME_STAYS',
        severity: 'error',
        subject: 'node web-1',
        message:
          'hello-slave-1 of env prod would leave node web-1 and start empty elsewhere: volume data (/data) stays on node web-1.',
        hint: 'Keep it there, or leave the data behind: muster node drain web-1 --leave-data.',
        details: {
          org: 'default',
          env: 'prod',
          node: 'web-1',
          moving: ['hello-slave-1'],
          left: [{owner: 'hello-slave-1', volume: 'data', path: '/data', node: 'web-1'}],
        },
      },
    ]);
  });

  it('says by which command it moves all the same', () => {
    const [left] = check('VOLUME_STAYS', {before: at('web-1'), after: at('web-2', fleet(['web-2']))});
    expect(left?.hint).toContain('muster env leave prod web-1 --force --leave-data');
  });

  it('knows that what is stopped would get another place when it starts', () => {
    expect(messages('VOLUME_STAYS', {before: at('web-1'), after: both})).toHaveLength(1);
  });

  it('tells what is scaled away which volumes it leaves, and refuses nothing', () => {
    expect(check('VOLUME_STAYS', {before: at('web-1'), after: fleet(['web-1', 'web-2'], {slaves: 0})})).toMatchObject([
      {
        severity: 'warning',
        message:
          'hello-slave-1 of env prod goes; volume data of it stays on node web-1, and it has that data again only if it comes back there.',
      },
    ]);
  });

  it('refuses that a managed service is run on another node', () => {
    const service = (node: string) => both.withService('db', {kind: 'mysql', managed: {node, image: null}});
    expect(messages('VOLUME_STAYS', {before: service('web-1'), after: service('web-2')})).toEqual([
      'service db of env prod would leave node web-1 and start empty elsewhere: volume data (/var/lib/mysql) stays on node web-1.',
    ]);
  });

  it('has nothing against what has no volumes, stays where it is, or is undeployed', () => {
    const plain = fleet(['web-1', 'web-2'], {recipe: aRecipe()});
    expect(messages('VOLUME_STAYS', {before: at('web-1', plain), after: at('web-2', plain)})).toEqual([]);
    expect(messages('VOLUME_STAYS', {before: at('web-1'), after: at('web-1')})).toEqual([]);
    const gone = aTopology()
      .withNode('web-1')
      .withNode('web-2')
      .withEnv('prod', {nodes: ['web-1']})
      .withApp('hello', {recipe: keeping});
    expect(messages('VOLUME_STAYS', {before: at('web-1'), after: gone})).toEqual([]);
  });
});
