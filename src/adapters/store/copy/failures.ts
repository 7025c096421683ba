import {exitCodes, Failure} from '../../../core/domain/errors.js';

/** The target of a copy is a store already; `what` says which. */
export function notEmptyFailure(to: string, what: string): Failure {
  return new Failure({
    code: 'STORE_NOT_EMPTY',
    exit: exitCodes.notFound,
    subject: `store ${to}`,
    message: `A store can be copied only to where nothing is, and at ${to} there is ${what}; nothing was written.`,
    hint: 'Name an empty database or a path where no file is; a target needs no `muster init`',
    details: {to, found: what},
  });
}
