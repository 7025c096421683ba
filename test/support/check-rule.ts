import type {Topology} from '../../src/core/domain/model.js';
import {rules} from '../../src/core/domain/rules/index.js';
import {noFacts, type Facts} from '../../src/core/domain/rules/rule.js';
import type {Violation} from '../../src/core/domain/violation.js';
import type {TopologyBuilder} from './topology.js';

export interface RuleCase {
  readonly before?: TopologyBuilder;
  readonly after: TopologyBuilder;
  readonly facts?: Partial<Facts>;
}

/** What the rule of one code finds; before is after unless said. */
export function check(code: string, {before, after, facts}: RuleCase): readonly Violation[] {
  const rule = rules.find((candidate) => candidate.codes.includes(code));
  if (!rule) throw new Error(`no rule reports ${code}`);
  const topology: Topology = after.build();
  return rule.check({before: before?.build() ?? topology, after: topology, facts: {...noFacts, ...facts}});
}

export function messages(code: string, ruleCase: RuleCase): string[] {
  return check(code, ruleCase).map((violation) => violation.message);
}
