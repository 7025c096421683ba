import {findApp, findEnv} from '../find.js';
import {orgFlag} from '../indexes.js';
import type {Topology} from '../model.js';
import type {Facts, Rule} from './rule.js';

export const secretMissing: Rule = {
  codes: ['SECRET_MISSING'],
  sentence: 'Every secret that is wanted by what starts is set, or Muster may make it.',
  check({before, facts}) {
    return facts.missingSecrets.map((secret) => {
      const {org, env, app, name} = secret;
      const owner = app === null ? `env ${env}` : `app ${app} in env ${env}`;
      return {
        code: 'SECRET_MISSING',
        severity: 'error',
        subject: `secret ${name}`,
        message: `Secret ${name} of ${owner} is not set.`,
        hint: hintOf(before, secret),
        details: {org, env, app, secret: name},
      };
    });
  },
};

/** A secret belongs to an environment and an app that are recorded; recording them moves nothing. */
function hintOf(before: Topology, {org, env, app, name}: Facts['missingSecrets'][number]): string {
  const set = `muster secret set ${name} --env ${env}${app === null ? '' : ` --app ${app}`}${orgFlag(org)}`;
  const isThere = findEnv(before, org, env) !== undefined && (app === null || findApp(before, org, app) !== undefined);
  return isThere ? set : `muster apply -f FILE --topology-only && ${set}`;
}
