import {Listr, ProcessOutput, PRESET_TIMER, type ListrTask} from 'listr2';
import type {Step} from '../../core/domain/plan.js';
import type {ExecutionEvent} from '../../core/execution/execution-event.js';
import {stepTitle} from '../../core/domain/step-title.js';
import {tell as tellLine} from '../streams.js';
import {eventLine, type Progress} from './progress-lines.js';

interface Ending {
  readonly how: 'done' | 'skipped' | 'failed';
  readonly text: string | null;
}

/** A line of the list whose end is told from outside. */
class Line {
  readonly ended: Promise<Ending>;
  readonly #resolve: (ending: Ending) => void;
  #title: string;
  #retitle: ((title: string) => void) | null = null;

  constructor(title: string) {
    let resolve: (ending: Ending) => void = () => undefined;
    this.ended = new Promise((settle) => {
      resolve = settle;
    });
    this.#resolve = resolve;
    this.#title = title;
  }

  end(how: Ending['how'], text: string | null = null): void {
    this.#resolve({how, text});
  }

  retitle(title: string): void {
    this.#title = title;
    this.#retitle?.(title);
  }

  task(): ListrTask {
    return {
      title: this.#title,
      task: async (_context, task) => {
        this.#retitle = (title) => {
          task.title = title;
        };
        this.#retitle(this.#title);
        const {how, text} = await this.ended;
        if (how === 'failed') throw new Error(text ?? this.#title);
        if (how === 'skipped') task.skip(text === null ? this.#title : `${this.#title} ${text}`);
        else if (text !== null) this.retitle(`${this.#title} (${text})`);
      },
    };
  }
}

/** Live lists on a terminal, one a stage, driven by events alone: this shows and never executes. */
export function createListrProgress(): Progress {
  const startedAt = Date.now();
  const lines = new Map<string, Line>();
  let waiting: Line | null = null;
  let holder = '';
  // A list ends a moment after its last line: what comes next has to wait for that.
  let shown: Promise<unknown> = Promise.resolve();
  const show = (list: readonly Line[]) => {
    shown = shown.then(() => run(list));
  };
  const print = (text: string | null) => {
    if (text !== null)
      shown = shown.then(() => {
        tellLine(text);
      });
  };
  const tell = (event: ExecutionEvent) => {
    if (event.type === 'waiting') {
      holder = event.holder;
      const title = eventLine(event, 0) ?? '';
      if (waiting) return waiting.retitle(title);
      return show([(waiting = new Line(title))]);
    }
    waiting?.retitle(`waited for ${holder}`);
    waiting?.end('done');
    waiting = null;
    switch (event.type) {
      case 'stage':
        return show(event.steps.map((step) => added(lines, step)));
      case 'step-started':
        return undefined;
      case 'step-done':
        return lines.get(event.step.id)?.end('done', event.note ?? null);
      case 'step-skipped':
        return print(eventLine(event, 0));
      case 'step-failed':
        return lines.get(event.step.id)?.end('failed', event.message);
      default:
        if (event.type === 'ended') for (const line of lines.values()) line.end('skipped', 'was not started');
        return print(eventLine(event, Date.now() - startedAt));
    }
  };
  return {
    tell,
    settled: async () => {
      // A command that lost its locks, or that never got them, ends no operation.
      waiting?.end('failed');
      for (const line of lines.values()) line.end('skipped', 'was not finished');
      await shown;
    },
  };
}

function added(lines: Map<string, Line>, step: Step): Line {
  const line = new Line(stepTitle(step));
  lines.set(step.id, line);
  return line;
}

/** The answer of the command is on stdout, so everything here goes to stderr; signals are the command's own. */
async function run(list: readonly Line[]): Promise<void> {
  const processOutput = new ProcessOutput(process.stderr, process.stderr, {leaveEmptyLine: false});
  await new Listr(
    list.map((line) => line.task()),
    {
      concurrent: true,
      exitOnError: false,
      registerSignalListeners: false,
      rendererOptions: {processOutput, timer: PRESET_TIMER, showErrorMessage: true, collapseErrors: false, formatOutput: 'wrap'},
    },
  )
    .run()
    .catch(() => undefined);
}
