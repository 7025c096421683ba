import {confirm, input, password} from '@inquirer/prompts';
import {exitCodes, Failure} from '../core/domain/errors.js';

/** Questions go to stderr: stdout is the answer of the command. */
const toTerminal = {output: process.stderr};

export function askYesNo(message: string): Promise<boolean> {
  return cancellable(confirm({message, default: false}, toTerminal));
}

export function askText(message: string): Promise<string> {
  return cancellable(input({message}, toTerminal));
}

export function askSecret(message: string): Promise<string> {
  return cancellable(password({message, mask: '•'}, toTerminal));
}

async function cancellable<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if ((error as Error).name !== 'ExitPromptError') throw error;
    throw new Failure({code: 'CANCELLED', exit: exitCodes.cancelled, message: 'Cancelled; nothing changed.'});
  }
}
