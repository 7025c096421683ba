import * as Flags from '@oclif/core/flags';
import {balances, parseBalance} from '../core/domain/balance.js';
import {exitCodes, Failure} from '../core/domain/errors.js';
import type {Balance} from '../core/domain/model.js';
import {means} from './meaning.js';
import {clusterFlags, envFlag, lookFlags, orgFlag} from './flags.js';

/** Flags of commands about one app in one environment. */
export const deploymentFlags = {org: orgFlag, env: envFlag};
/** Of every command that looks at an app. */
export const deploymentLookFlags = {...lookFlags, ...deploymentFlags};
export const deploymentChangeFlags = {...clusterFlags, ...deploymentFlags};
export const slavesFlag = Flags.integer({
  min: 0,
  description: 'instances of the role that may have any number',
  env: 'MUSTER_SLAVES',
  helpValue: 'N',
});
export const roleFlag = Flags.string({
  multiple: true,
  multipleNonGreedy: true,
  description: 'instances of a role, may be repeated',
  env: 'MUSTER_ROLE',
  helpValue: 'NAME=N',
});
export const balanceFlag = Flags.custom<Balance>({
  description: `how requests are spread: ${balances.join(', ')}`,
  env: 'MUSTER_BALANCE',
  helpValue: 'STRATEGY',
  ...means({choices: balances}),
  parse: async (text) => parseBalance(text) ?? unknownBalance(text),
})();

export const instanceFlag = Flags.string({
  description: 'only this instance',
  env: 'MUSTER_INSTANCE',
  helpValue: 'NAME',
  ...means({names: 'instance'}),
});

function unknownBalance(text: string): never {
  throw new Failure({
    code: 'BALANCE_UNKNOWN',
    exit: exitCodes.violation,
    subject: '--balance',
    details: {balance: text, known: balances},
    message: `There is no balance strategy ${text}.`,
    hint: `Choose one of ${balances.join(', ')}`,
  });
}
