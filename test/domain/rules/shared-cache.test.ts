import {describe, expect, it} from 'vitest';
import {check, messages} from '../../support/check-rule.js';
import {aClusteredRecipe, aDeployedTopology, aRecipe} from '../../support/topology.js';

describe('SHARED_CACHE', () => {
  const api = aDeployedTopology(aClusteredRecipe());

  it('wants the Redis of the recipe for more than one instance', () => {
    expect(check('SHARED_CACHE', {after: api})).toMatchObject([
      {
        message:
          'The 3 instances of app hello in env prod must share one cache (REDIS_CONN_STRING of recipe api), and env prod has no redis service.',
        hint: 'Add it: muster service add cache --env prod --kind redis --url URL; or let Muster run it: muster service add cache --env prod --kind redis --managed --node NODE.',
      },
    ]);
  });

  it('refuses an empty value and localhost', () => {
    expect(messages('SHARED_CACHE', {after: api.withConfig('REDIS_CONN_STRING', '')})).toEqual([
      'Config REDIS_CONN_STRING of app hello in env prod is empty, which means none, so each of the 3 instances would have its own cache.',
    ]);
    expect(messages('SHARED_CACHE', {after: api.withService('cache', {kind: 'redis', url: 'redis://[::1]:6379'})})).toEqual([
      'Service cache of env prod is at [::1], which inside a container is the container itself.',
    ]);
  });

  it('is content with one, where none is wanted, and where it is optional', () => {
    const optional = aClusteredRecipe({
      services: {database: {kind: 'mysql', required: true}, cache: {kind: 'redis', required: false}},
    });
    for (const after of [
      api.withService('cache', {kind: 'redis', url: 'redis://cache.internal'}),
      aDeployedTopology(aRecipe()),
      aDeployedTopology(optional),
    ]) {
      expect(messages('SHARED_CACHE', {after})).toEqual([]);
    }
  });
});
