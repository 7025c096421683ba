import {orgFlag} from '../indexes.js';
import type {Node, Topology} from '../model.js';
import {quoted} from '../quoted.js';
import * as kinds from '../values/kinds.js';
import type {ValueKind} from '../values/kinds.js';
import type {Violation} from '../violation.js';
import type {Rule} from './rule.js';

/** Flags and files refuse such values where they are written; what comes in by another way is refused here. */
export const valueInvalid: Rule = {
  codes: ['VALUE_INVALID'],
  sentence: 'A value has the form of its kind: addresses, connections and the like; docs/values.md lists them.',
  check({before, after}) {
    return changedNodes(before, after).flatMap(ofNode);
  },
};

function changedNodes(before: Topology, after: Topology): readonly Node[] {
  if (before.nodes === after.nodes) return [];
  const standing = new Set(before.nodes);
  return after.nodes.filter((node) => !standing.has(node));
}

function ofNode({org, name, connect, address}: Node): readonly Violation[] {
  const update = (flag: string) => (value: string) => `muster node update ${name} ${flag} ${value}${orgFlag(org)}`;
  return [
    ...violation(kinds.connection, connect, {subject: `node ${name}`, correct: update('--connect')}),
    ...violation(kinds.nodeAddress, address, {subject: `node ${name}`, correct: update('--address')}),
  ];
}

interface Place {
  readonly subject: string;
  /** The command that gives it another value. */
  readonly correct: (value: string) => string;
}

function violation(kind: ValueKind, text: string, {subject, correct}: Place): readonly Violation[] {
  const read = kind.read(text);
  if ('ok' in read) return [];
  return [
    {
      code: 'VALUE_INVALID',
      severity: 'error',
      subject,
      message: `The ${kind.name} of ${subject} must be ${kind.form}, not ${quoted(text)}: ${read.problem}.`,
      hint: `Give another, as in: ${correct(kind.example)}.`,
      details: {subject, kind: kind.name, value: text, problem: read.problem},
    },
  ];
}
