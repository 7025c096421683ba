import {orgFlag} from '../indexes.js';
import {instanceRange, isInstanceCount} from '../instance-counts.js';
import type {Deployment} from '../model.js';
import type {Violation} from '../violation.js';
import type {Rule} from './rule.js';

const {least, most} = instanceRange;

export const countInvalid: Rule = {
  codes: ['COUNT_INVALID'],
  sentence: `A role of a deployment has ${least} to ${most} instances.`,
  check({after}) {
    return after.deployments.flatMap((deployment) => {
      const found: Violation[] = [];
      for (const role in deployment.roles) {
        const count = deployment.roles[role] as number;
        if (!isInstanceCount(count)) found.push(violation(deployment, role, count));
      }
      return found;
    });
  },
};

function violation({org, env, app}: Deployment, role: string, count: number): Violation {
  return {
    code: 'COUNT_INVALID',
    severity: 'error',
    subject: `app ${app}`,
    message: `App ${app} in env ${env} is to have ${count} instances of role ${role}; a role has ${least} to ${most}.`,
    hint: `Ask for fewer: muster app scale ${app} --env ${env} --role ${role}=N${orgFlag(org)}`,
    details: {org, env, app, role, count, least, most},
  };
}
