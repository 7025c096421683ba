import type {Topology} from './model.js';
import type {RuleInput} from './rules/rule.js';
import type {Violation} from './violation.js';

/** What is against a rule, and the value that is: the violation itself may not repeat it. */
export interface Broken {
  readonly violation: Violation;
  readonly value: string;
}

/**
 * What the change itself brings: a topology that is older than a rule can still be changed. Whoever looks without changing anything
 * is told all.
 */
export function newlyBroken({before, after, facts}: RuleInput, find: (topology: Topology) => readonly Broken[]): Violation[] {
  const found = find(after);
  const looks = before === after && facts.standpoint === null;
  if (looks || found.length === 0) return found.map(({violation}) => violation);
  const standing = new Set(before === after ? found.map(keyOf) : find(before).map(keyOf));
  return found.filter((it) => !standing.has(keyOf(it))).map(({violation}) => violation);
}

function keyOf({violation: {code, subject, message}, value}: Broken): string {
  return JSON.stringify([code, subject, message, value]);
}
