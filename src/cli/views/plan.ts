import type {ChangeAction, Plan, PlannedChange} from '../../core/domain/plan.js';
import type {View} from './output.js';
import type {Style, Tone} from './style.js';

const glyphs: Readonly<Record<ChangeAction, {readonly glyph: string; readonly tone: Tone}>> = {
  start: {glyph: '+', tone: 'good'},
  change: {glyph: '~', tone: 'warn'},
  stop: {glyph: '-', tone: 'bad'},
  'replace-start-first': {glyph: '+/-', tone: 'warn'},
  'replace-stop-first': {glyph: '-/+', tone: 'warn'},
};

/** The plan as a tree, one glyph a line, with its summary. */
export const planView: View<Pick<Plan, 'changes'>> = {
  text: (plan, style) =>
    (plan.changes.length === 0
      ? 'Nothing to do: everything is as declared.'
      : `${planTree(plan.changes, style)}\n\n${summary(plan)}`) + '\n',
};

export function planTree(changes: readonly PlannedChange[], style: Style): string {
  return [...linesByParent(changes)]
    .flatMap(([parent, lines]) => {
      if (parent === null) return lines.map((line) => renderLine(line, style));
      return [
        style.paint('strong', parent),
        ...lines.map((line, index) => `${index === lines.length - 1 ? '╰──' : '├──'} ${renderLine(line, style)}`),
      ];
    })
    .join('\n');
}

function linesByParent(changes: readonly PlannedChange[]): ReadonlyMap<string | null, readonly PlannedChange[]> {
  const lines = new Map<string | null, PlannedChange[]>();
  for (const change of changes) {
    const known = lines.get(change.parent);
    if (known) known.push(change);
    else lines.set(change.parent, [change]);
  }
  return lines;
}

function renderLine({action, subject, node, reasons}: PlannedChange, style: Style): string {
  const {glyph, tone} = glyphs[action];
  const where = node !== null && !subject.endsWith(` ${node}`) ? ` on ${node}` : '';
  const why = reasons.length === 0 ? '' : style.paint('faint', ` (${reasons.join('; ')})`);
  return `${style.paint(tone, glyph)} ${subject}${where}${why}`;
}

/** `2 to start, 3 to replace, 1 to stop`. */
export function summary({changes}: Pick<Plan, 'changes'>): string {
  const count = (...actions: readonly ChangeAction[]) =>
    changes.filter((change) => change.moves && actions.includes(change.action)).length;
  const other = changes.filter((change) => !change.moves).length;
  const parts = [
    [count('start'), 'to start'],
    [count('replace-start-first', 'replace-stop-first'), 'to replace'],
    [count('stop'), 'to stop'],
    [count('change') + other, 'to change'],
  ] as const;
  return (
    parts
      .filter(([number]) => number > 0)
      .map(([number, verb]) => `${number} ${verb}`)
      .join(', ') || 'nothing to move'
  );
}
