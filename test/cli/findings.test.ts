import {describe, expect, it} from 'vitest';
import {problemLines, violationLines, warningLines} from '../../src/cli/views/findings.js';
import {failureText} from '../../src/cli/views/failure.js';
import {violationFailure} from '../../src/core/domain/errors.js';
import type {Violation} from '../../src/core/domain/violation.js';

const plain = {paint: (_: unknown, text: string) => text} as never;

function violations(counts: Readonly<Record<string, number>>, severity: Violation['severity'] = 'error'): Violation[] {
  return Object.entries(counts).flatMap(([code, count]) =>
    Array.from({length: count}, (_, index) => ({
      code,
      severity,
      subject: `node n${index}`,
      message: `Node n${index} breaks ${code}.`,
      hint: `muster node update n${index}`,
      details: {},
    })),
  );
}

describe('violations on a terminal', () => {
  it('are all told as long as they fit', () => {
    expect(violationLines(violations({CAPACITY: 10}), plain)).toHaveLength(20);
    expect(violationLines(violations({CAPACITY: 1, ONE_MASTER: 1}), plain)).toEqual([
      '  Node n0 breaks CAPACITY. (CAPACITY)',
      '    muster node update n0',
      '  Node n0 breaks ONE_MASTER. (ONE_MASTER)',
      '    muster node update n0',
    ]);
  });

  it('are counted by rule when there are thousands, each rule with its first, and how to see all', () => {
    expect(violationLines(violations({CAPACITY: 6000, ONE_MASTER: 3999, PORT_TAKEN: 1}), plain)).toEqual([
      '  CAPACITY 6000 times, first:',
      '    Node n0 breaks CAPACITY.',
      '      muster node update n0',
      '  ONE_MASTER 3999 times, first:',
      '    Node n0 breaks ONE_MASTER.',
      '      muster node update n0',
      '  PORT_TAKEN once:',
      '    Node n0 breaks PORT_TAKEN.',
      '      muster node update n0',
      "All of them: the same command with --json, as in --json | jq '.error.details.violations[].message'",
    ]);
  });

  it('fill one screen at most, however many rules there are', () => {
    const rules = Object.fromEntries(Array.from({length: 40}, (_, index) => [`RULE_${index}`, 250]));
    for (const counts of [rules, {CAPACITY: 10_000}]) {
      const text = failureText(violationFailure(violations(counts)), plain);
      expect(text.split('\n').length).toBeLessThanOrEqual(30);
      expect(text).toContain('10000 violations');
      expect(text).toContain('--json');
    }
    expect(violationLines(violations(rules), plain)).toContain('  and 32 rules more');
  });
});

describe('problems of files on a terminal', () => {
  it('are the first ones, and how to see all', () => {
    const problems = Array.from({length: 10_000}, (_, index) => ({message: `line ${index}`}));
    expect(problemLines(problems.slice(0, 2))).toEqual(['  line 0', '  line 1']);
    expect(problemLines(problems).slice(-3)).toEqual([
      '  line 9',
      '  and 9990 more',
      "All of them: the same command with --json, as in --json | jq '.error.details.problems[].message'",
    ]);
  });
});

describe('warnings on a terminal', () => {
  it('are a line each, or a line for each rule when there are many', () => {
    expect(warningLines(violations({DETECTION_TOO_SLOW: 2}, 'warning'))).toEqual([
      'Warning: Node n0 breaks DETECTION_TOO_SLOW. (DETECTION_TOO_SLOW)',
      'Warning: Node n1 breaks DETECTION_TOO_SLOW. (DETECTION_TOO_SLOW)',
    ]);
    expect(warningLines(violations({ADDRESS_LOOPBACK: 500, CAPACITY: 1}, 'warning'))).toEqual([
      'Warning: Node n0 breaks ADDRESS_LOOPBACK. (ADDRESS_LOOPBACK, and 499 more like it)',
      'Warning: Node n0 breaks CAPACITY. (CAPACITY)',
      "All of them: the same command with --json, as in --json | jq '.warnings[].message'",
    ]);
  });
});
