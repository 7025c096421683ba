import type {ChangeAction, PlannedChange} from '../../core/domain/plan.js';
import {allWith} from './findings.js';
import type {View} from './output.js';
import type {Tone} from './palette.js';
import type {Style} from './style.js';

const glyphs: Readonly<Record<ChangeAction, {readonly glyph: string; readonly tone: Tone}>> = {
  start: {glyph: '+', tone: 'good'},
  change: {glyph: '~', tone: 'warn'},
  stop: {glyph: '-', tone: 'bad'},
  'replace-stop-first': {glyph: '-/+', tone: 'warn'},
};

interface Shown {
  readonly changes: Iterable<PlannedChange>;
}

/** The plan as a tree, one glyph a line, with its summary. */
export const planView: View<Shown> = {
  text: ({changes}, style) => {
    const tree = planTree(changes, style);
    return tree === '' ? 'Nothing to do: everything is as declared.\n' : `${tree}\n\n${summary({changes})}\n`;
  },
};

export function planTree(changes: Iterable<PlannedChange>, style: Style): string {
  const branches = [...branchesOf(changes)];
  const lines = branches.flatMap(([parent, runs]) => {
    const rendered = runs.flatMap((run) => renderRun(run, style));
    if (parent === null) return rendered;
    return [
      style.paint('strong', parent),
      ...rendered.map((line, index) => `${index === rendered.length - 1 ? '╰──' : '├──'} ${line}`),
    ];
  });
  const isWhole = branches.every(([, runs]) => runs.every((run) => run.more === 0));
  return (isWhole ? lines : [...lines, allWith('.data.changes[].subject')]).join('\n');
}

/** So many lines of one kind say as much as all of them: no one reads on. */
const mostAlike = 50;

/** Lines of one kind that follow one another; of many the first ones. */
interface Run {
  readonly kind: string;
  readonly lines: PlannedChange[];
  /** How many like them follow. */
  more: number;
}

/** The lines by their parents. */
function branchesOf(changes: Iterable<PlannedChange>): ReadonlyMap<string | null, readonly Run[]> {
  const branches = new Map<string | null, Run[]>();
  for (const change of changes) {
    const runs = branches.get(change.parent);
    if (!runs) branches.set(change.parent, [beginRun(change)]);
    else addTo(runs, change);
  }
  return branches;
}

function addTo(runs: Run[], change: PlannedChange): void {
  const last = runs.at(-1);
  if (last?.kind !== kindOf(change)) runs.push(beginRun(change));
  else if (last.lines.length < mostAlike) last.lines.push(change);
  else last.more += 1;
}

function beginRun(change: PlannedChange): Run {
  return {kind: kindOf(change), lines: [change], more: 0};
}

function kindOf({action, subject}: PlannedChange): string {
  return `${action} ${subject.slice(0, subject.indexOf(' '))}`;
}

function renderRun({lines, more}: Run, style: Style): readonly string[] {
  const rendered = lines.map((line) => renderLine(line, style));
  return more === 0 ? rendered : [...rendered, style.paint('faint', `  and ${more} more like it`)];
}

function renderLine({action, subject, node, reasons}: PlannedChange, style: Style): string {
  const {glyph, tone} = glyphs[action];
  const where = node !== null && !subject.endsWith(` ${node}`) ? ` on ${node}` : '';
  const why = reasons.length === 0 ? '' : style.paint('faint', ` (${reasons.join('; ')})`);
  return `${style.paint(tone, glyph)} ${subject}${where}${why}`;
}

/** `2 to start, 3 to replace, 1 to stop`. */
export function summary({changes}: Shown): string {
  const counts = {start: 0, replace: 0, stop: 0, change: 0};
  for (const {action, moves} of changes) counts[moves ? countedAs[action] : 'change'] += 1;
  const told = (Object.keys(counts) as (keyof typeof counts)[]).filter((verb) => counts[verb] > 0);
  return told.map((verb) => `${counts[verb]} to ${verb}`).join(', ') || 'nothing to move';
}

const countedAs = {start: 'start', 'replace-stop-first': 'replace', stop: 'stop', change: 'change'} as const satisfies Readonly<
  Record<ChangeAction, string>
>;
