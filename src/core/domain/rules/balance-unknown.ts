import {balances, parseBalance} from '../balance.js';
import {listWords, orgFlag} from '../indexes.js';
import type {Rule} from './rule.js';

export const balanceUnknown: Rule = {
  codes: ['BALANCE_UNKNOWN'],
  sentence: 'The balance strategy is round-robin, least-connections, weighted or ip-hash; underscores are accepted.',
  check({after}) {
    return after.deployments
      .filter(({balance}) => parseBalance(balance) === null)
      .map(({org, env, app, version, balance}) => ({
        code: 'BALANCE_UNKNOWN',
        severity: 'error',
        subject: `app ${app}`,
        message: `The balance strategy ${JSON.stringify(balance)} of app ${app} in env ${env} is not known; it is one of ${listWords(balances, 'or')}.`,
        hint: `Choose one: muster app deploy ${app} --env ${env} --version ${version} --balance round-robin${orgFlag(org)}.`,
        details: {org, env, app, balance, known: balances},
      }));
  },
};
