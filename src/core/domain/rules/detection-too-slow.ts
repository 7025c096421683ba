import {appKey, deployedApps, orgFlag} from '../indexes.js';
import type {Health} from '../model.js';
import type {Rule} from './rule.js';

/**
 * As the balancer counts: it fails just after a check, and every check that follows may take its whole limit before the
 * next one begins.
 */
function slowestDetectionMs({intervalMs, timeoutMs, retries}: Health): number {
  return intervalMs + (retries - 1) * Math.max(intervalMs, timeoutMs) + timeoutMs;
}

export const detectionTooSlow: Rule = {
  codes: ['DETECTION_TOO_SLOW'],
  sentence: 'A dead instance is noticed within the recovery target: probe interval × failures + timeout (a warning).',
  check({before, after}) {
    const told = new Set(before.deployments.map(appKey));
    return deployedApps(after).flatMap(({deployment, recipe: {health, recoveryTargetMs}}) => {
      const detectionMs = slowestDetectionMs(health);
      if (detectionMs <= recoveryTargetMs || told.has(appKey(deployment))) return [];
      const {org, env, app} = deployment;
      return [
        {
          code: 'DETECTION_TOO_SLOW',
          severity: 'warning' as const,
          subject: `app ${app}`,
          message: `A dead instance of ${app} in env ${env} is noticed after ${seconds(detectionMs)}, and its recovery target is ${seconds(recoveryTargetMs)}.`,
          hint: `Shorten interval, retries or timeout under \`health\` of its recipe, or raise its recoveryTarget; muster app show ${app}${orgFlag(org)} shows them.`,
          details: {org, env, app, detectionMs, recoveryTargetMs},
        },
      ];
    });
  },
};

function seconds(ms: number): string {
  return `${Math.round(ms / 100) / 10} s`;
}
