import type {Step} from '../domain/plan.js';

/** What happens while a plan is executed; times are the observer's. */
export type ExecutionEvent =
  | {readonly type: 'waiting'; readonly holder: string; readonly resource: string; readonly remainingMs: number}
  | {readonly type: 'started'; readonly operation: string; readonly steps: number}
  | {readonly type: 'stage'; readonly title: string; readonly steps: readonly Step[]}
  | {readonly type: 'step-started' | 'step-done' | 'step-skipped'; readonly step: Step; readonly note?: string}
  | {readonly type: 'step-failed'; readonly step: Step; readonly message: string}
  | {readonly type: 'took-over'; readonly operation: string}
  | {readonly type: 'ended'; readonly operation: string; readonly state: 'done' | 'failed' | 'interrupted'};
