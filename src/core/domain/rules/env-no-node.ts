import {byEnv, nodesByEnv, orgFlag, rowNames} from '../indexes.js';
import type {Rule} from './rule.js';

export const envNoNode: Rule = {
  codes: ['ENV_NO_NODE'],
  sentence: 'An app is deployed only to an env with at least one node.',
  check({after}) {
    const nodes = nodesByEnv(after);
    const envs = rowNames(after.envs);
    return [...byEnv(after.deployments)]
      .flatMap(([env, deployments]) => (envs.has(env) && !nodes.has(env) ? deployments : []))
      .map(({org, env, app}) => ({
        code: 'ENV_NO_NODE',
        severity: 'error',
        subject: `env ${env}`,
        message: `App ${app} cannot be deployed to env ${env}, because env ${env} has no node.`,
        hint: `Give it one: muster env join ${env} NODE${orgFlag(org)}.`,
        details: {org, env, app},
      }));
  },
};
