import {listWords, orgFlag, sortedUnique} from '../domain/indexes.js';
import type {Violation} from '../domain/violation.js';
import type {TopologyOutcome} from './change-topology.js';

/** Values reach instances when they start: says which apps still run with the old ones. */
export function withRestartHint(
  outcome: TopologyOutcome,
  scope: {readonly org: string; readonly env: string; readonly app: string | null},
): TopologyOutcome {
  const {org, env, app} = scope;
  const running = outcome.after.instances.filter((it) => it.org === org && it.env === env && (app === null || it.app === app));
  const apps = sortedUnique(running.map((it) => it.app));
  const [first] = apps;
  if (!outcome.changed || outcome.dryRun || first === undefined) return outcome;
  const command = `muster app restart ${first} --env ${env}${orgFlag(org)}`;
  const warning: Violation = {
    code: 'RESTART_NEEDED',
    severity: 'warning',
    subject: `env ${env}`,
    hint: command,
    details: {org, env, apps},
    message: `Running instances of ${listWords(apps)} keep the old values until they are restarted: ${command}`,
  };
  return {...outcome, warnings: [...outcome.warnings, warning]};
}
