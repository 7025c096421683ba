import {createPrompt, isEnterKey, makeTheme, useEffect, useKeypress, usePrefix, useState} from '@inquirer/core';
import {confirm, input, password, search, select} from '@inquirer/prompts';
import {exitCodes, Failure} from '../core/domain/errors.js';
import {printable, printableData} from '../core/domain/printable.js';

export interface Choice {
  readonly value: string;
  /** Shown in the place of the value. */
  readonly name?: string;
  /** A few words below the choice that is looked at. */
  readonly description?: string;
}

export interface CheckedQuestion {
  readonly message: string;
  /** Shown until something is typed. */
  readonly hint: string;
  /** What is wrong with an answer; null when nothing is. */
  readonly problemOf: (answer: string) => Promise<string | null>;
}

/** Questions go to stderr: stdout is the answer of the command. */
interface Terminal {
  readonly output: NodeJS.WritableStream;
  readonly signal: AbortSignal;
}

export function askYesNo(message: string): Promise<boolean> {
  return cancellable((terminal) => confirm({message: printable(message), default: false}, terminal));
}

export function askText(message: string): Promise<string> {
  return cancellable((terminal) => input({message: printable(message)}, terminal));
}

export function askSecret(message: string): Promise<string> {
  return cancellable((terminal) => password({message: printable(message), mask: '•'}, terminal));
}

/** One of a few. */
export function askChoice(message: string, choices: readonly Choice[]): Promise<string> {
  return cancellable((terminal) => select({message: printable(message), choices: choices.map(shown), loop: false}, terminal));
}

/** One of many, found by typing a part of it. */
export function askSearched(message: string, find: (part: string) => readonly Choice[]): Promise<string> {
  return cancellable((terminal) =>
    search({message: printable(message), source: async (part = '') => find(part).map(shown), pageSize: 10}, terminal),
  );
}

/** Free text that is checked while it is typed. */
export function askChecked(question: CheckedQuestion): Promise<string> {
  const {message, problemOf} = question;
  const problem = async (answer: string) => printableData(await problemOf(answer));
  return cancellable((terminal) => checkedPrompt({...question, message: printable(message), problemOf: problem}, terminal));
}

function shown({value, name = value, description}: Choice): Choice {
  return {value, name: printable(name), ...(description === undefined ? {} : {description: printable(description)})};
}

const checkedPrompt = createPrompt<string, CheckedQuestion>(({message, hint, problemOf}, done) => {
  const theme = makeTheme();
  const [value, setValue] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [status, setStatus] = useState<'idle' | 'loading' | 'done'>('idle');
  const prefix = usePrefix({status, theme});
  useEffect(() => {
    let isLatest = true;
    void check(value, problemOf).then((found) => {
      if (isLatest) setProblem(value === '' ? null : found);
    });
    return () => {
      isLatest = false;
    };
  }, [value]);
  useKeypress(async (key, line) => {
    if (status !== 'idle') return;
    if (!isEnterKey(key)) return setValue(line.line);
    setStatus('loading');
    const found = await check(value, problemOf);
    if (found === null) {
      setStatus('done');
      return done(value.trim());
    }
    // Enter has emptied the line.
    line.write(value);
    setProblem(found);
    setStatus('idle');
  });
  const shown = status === 'done' ? theme.style.answer(value.trim()) : value === '' ? theme.style.help(hint) : value;
  return [`${prefix} ${theme.style.message(message, status)} ${shown}`, problem === null ? '' : theme.style.error(problem)];
});

async function check(answer: string, problemOf: CheckedQuestion['problemOf']): Promise<string | null> {
  return answer.trim() === '' ? 'It is needed.' : problemOf(answer.trim());
}

/** Ctrl-C ends a question, and so does the end of the input: nothing is left to wait for then. */
async function cancellable<T>(ask: (terminal: Terminal) => Promise<T>): Promise<T> {
  const ended = new AbortController();
  const end = () => ended.abort();
  process.once('beforeExit', end);
  try {
    return await ask({output: process.stderr, signal: ended.signal});
  } catch (error) {
    if (!['ExitPromptError', 'AbortPromptError'].includes((error as Error).name)) throw error;
    throw new Failure({code: 'CANCELLED', exit: exitCodes.cancelled, message: 'Cancelled; nothing changed.'});
  } finally {
    process.off('beforeExit', end);
  }
}
