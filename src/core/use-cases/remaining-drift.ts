import type {Plan} from '../domain/plan.js';
import type {Violation} from '../domain/violation.js';
import type {Ports} from '../ports/index.js';
import {planDrift} from './plan-drift.js';

/** What a finished plan has left otherwise than desired, as warnings; machines that no longer answer are one. */
export async function remainingDrift(ports: Ports, plan: Plan): Promise<readonly Violation[]> {
  const drift = await planDrift(ports, {org: plan.org, envs: [...new Set(plan.deployments.map((key) => key.env))]});
  const message = drift.changes
    .map((change) => `${change.subject}${change.reasons.length > 0 ? ` (${change.reasons.join('; ')})` : ''}`)
    .join(', ');
  const down = drift.observation.unreachable.map((node): Violation => ({
    code: node.code,
    severity: 'warning',
    subject: `node ${node.node}`,
    message: node.reason,
    hint: node.hint ?? 'muster doctor',
    details: {...node},
  }));
  if (drift.changes.length === 0) return down;
  return [
    ...down,
    {
      code: 'DRIFT',
      severity: 'warning',
      subject: `org ${plan.org}`,
      message: `Not everything runs as desired yet: ${message}.`,
      hint: 'muster status shows it; run the command again to mend it',
      details: {changes: drift.changes},
    },
  ];
}
