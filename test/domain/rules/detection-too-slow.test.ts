import {describe, expect, it} from 'vitest';
import {check, messages} from '../../support/check-rule.js';
import {aDeployedTopology, aRecipe, aTopology} from '../../support/topology.js';

describe('DETECTION_TOO_SLOW', () => {
  const {health} = aRecipe();
  const probed = (intervalMs: number) =>
    aDeployedTopology(aRecipe({health: {...health, intervalMs, retries: 3, timeoutMs: 5000}}));

  it('warns when an app is deployed whose probes are too slow for its recovery target', () => {
    expect(check('DETECTION_TOO_SLOW', {before: aTopology(), after: probed(10_000)})).toEqual([
      {
        code: 'DETECTION_TOO_SLOW',
        severity: 'warning',
        subject: 'app hello',
        message: 'A dead instance of hello in env prod is noticed after 35 s, and its recovery target is 30 s.',
        hint: 'Shorten interval, retries or timeout under `health` of its recipe, or raise its recoveryTarget; muster app show hello shows them.',
        details: {org: 'default', env: 'prod', app: 'hello', detectionMs: 35_000, recoveryTargetMs: 30_000},
      },
    ]);
  });

  it('counts that each check of a silent instance takes its whole limit', () => {
    const slow = aDeployedTopology(aRecipe({health: {...health, intervalMs: 2000, retries: 6, timeoutMs: 5000}}));
    expect(check('DETECTION_TOO_SLOW', {before: aTopology(), after: slow})).toMatchObject([{details: {detectionMs: 32_000}}]);
  });

  it('says it once, and nothing where the probes are fast enough', () => {
    expect(messages('DETECTION_TOO_SLOW', {after: probed(10_000)})).toEqual([]);
    expect(messages('DETECTION_TOO_SLOW', {before: aTopology(), after: probed(8000)})).toEqual([]);
  });
});
