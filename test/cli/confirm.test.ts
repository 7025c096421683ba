import {describe, expect, it, vi} from 'vitest';
import {confirmLoss, confirmPlan} from '../../src/cli/confirm.js';
import {planWithoutSteps} from '../../src/core/domain/plan.js';
import {failureOf} from '../support/hello-harness.js';

const {asked, answers} = vi.hoisted(() => ({asked: [] as string[], answers: {text: '', yes: true}}));
vi.mock('../../src/cli/prompts.js', () => ({
  askYesNo: async (question: string) => (asked.push(question), answers.yes),
  askText: async (question: string) => (asked.push(question), answers.text),
}));

const target = {kind: 'app', name: 'hello', effect: 'The volumes of app hello are removed.'};
const lose = (asking: {confirm?: string; canAsk?: boolean; showPlan?: () => Promise<void>}) =>
  confirmLoss(target, {canAsk: true, confirm: undefined, ...asking});

describe('a name that confirms a loss', () => {
  it('is asked for when the plan stands above', async () => {
    asked.length = 0;
    answers.text = 'hello';
    await lose({showPlan: async () => void asked.push('the plan')});
    expect(asked).toEqual(['the plan', expect.stringContaining('Type hello to go on')]);
  });

  it('that is another one is told otherwise than none', async () => {
    answers.text = 'helo';
    expect((await failureOf(lose({}))).message).toBe('Cancelled: helo is not hello; nothing changed.');
    answers.text = '';
    expect((await failureOf(lose({}))).message).toBe('Cancelled; nothing changed.');
    const wrong = await failureOf(lose({confirm: 'helo'}));
    expect(wrong.message).toContain('--confirm says helo, and the app is hello.');
    const none = await failureOf(lose({canAsk: false}));
    expect([none.code, none.message.includes('--confirm says')]).toEqual(['CONFIRMATION_NEEDED', false]);
  });
});

describe('a question about a plan', () => {
  it('names what it moves', async () => {
    asked.length = 0;
    const deployments = ['a', 'b', 'c', 'd'].map((app) => ({org: 'default', env: 'prod', app}));
    await confirmPlan({...planWithoutSteps('default'), deployments}, {yes: false, canAsk: true});
    expect(asked).toEqual(['a in prod, b in prod, c in prod and 1 more: nothing to move. Go on?']);
  });
});
