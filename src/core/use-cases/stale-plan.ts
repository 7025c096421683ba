import {exitCodes, Failure} from '../domain/errors.js';

/** A plan that was seen is not what would be done now: nothing is done, and the differences are told. */
export function stalePlan(differences: readonly string[], again: string): Failure {
  const told =
    differences.length === 0
      ? 'topology or machines changed since it was made'
      : differences.length === 1
        ? differences[0]
        : `${differences.length} things would now be done otherwise than it shows`;
  return new Failure({
    code: 'PLAN_STALE',
    exit: exitCodes.busy,
    details: {differences},
    message: `The plan is stale: ${told}.`,
    hint: `Make a new one: ${again}`,
  });
}
