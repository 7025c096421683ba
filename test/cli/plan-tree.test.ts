import {describe, expect, it} from 'vitest';
import type {PlannedChange} from '../../src/core/domain/plan.js';
import {planTree, planView} from '../../src/cli/views/plan.js';

const plain = {paint: (_: unknown, text: string) => text} as never;

function lines(count: number, kind: string, more: Partial<PlannedChange> = {}): PlannedChange[] {
  return Array.from({length: count}, (_, index) => ({
    action: 'start' as const,
    subject: `${kind} ${kind[0]}${index}`,
    parent: null,
    node: null,
    reasons: [],
    moves: false,
    ...more,
  }));
}

const text = (changes: Iterable<PlannedChange>) => planTree(changes, plain).split('\n');

describe('a plan on a terminal', () => {
  it('is told line by line as long as a person reads it', () => {
    expect(text([...lines(50, 'node'), ...lines(50, 'env')])).toHaveLength(100);
    expect(text(lines(2, 'node'))).toEqual(['+ node n0', '+ node n1']);
  });

  it('shows of very many alike the first, counts the others and says how to see them all', () => {
    const shown = text([...lines(10_000, 'node'), ...lines(3, 'env'), ...lines(60, 'env', {action: 'stop'})]);
    expect(shown).toHaveLength(50 + 1 + 3 + 50 + 1 + 1);
    expect(shown[50]).toBe('  and 9950 more like it');
    expect(shown.slice(51, 55)).toEqual(['+ env e0', '+ env e1', '+ env e2', '- env e0']);
    expect(shown.at(-2)).toBe('  and 10 more like it');
    expect(shown.at(-1)).toBe("All of them: the same command with --json, as in --json | jq '.data.changes[].subject'");
  });

  it('closes the branch of a deployment of which it shows a part', () => {
    const shown = text(lines(51, 'instance', {parent: 'shop in prod', moves: true}));
    expect(shown.slice(0, 2)).toEqual(['shop in prod', '├── + instance i0']);
    expect(shown.slice(-2, -1)).toEqual(['╰──   and 1 more like it']);
  });

  it('counts every line, whichever are shown', () => {
    const changes = [
      ...lines(60, 'node'),
      ...lines(2, 'instance', {moves: true}),
      ...lines(1, 'proxy', {action: 'change', moves: true}),
    ];
    expect(planView.text({changes}, plain)).toContain('\n\n2 to start, 61 to change\n');
    expect(planView.text({changes: []}, plain)).toBe('Nothing to do: everything is as declared.\n');
  });
});
