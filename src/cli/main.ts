import {setLogger} from '@oclif/core/logger';
import {exitCodes} from '../core/domain/errors.js';
import {settleLine} from './command-line.js';
import {errorJson, toFailure} from './error-json.js';
import {readYesNo} from './flag-variables.js';
import {wantedFormat} from './output-format.js';
import {readPaths} from './paths.js';
import {findCommand, runCommand, type Installed} from './run-command.js';
import {RunningConfig} from './running-config.js';
import {silentLogger} from './silent-logger.js';
import {answer, guardStreams, jsonText, tellText} from './streams.js';

/** What shells ask with. */
export const completionWord = '__complete';

/** Runs one command line; every way out ends here. Returns the id of the command that ran, or a word for what else was done. */
export async function main(installed: Installed, typed: readonly string[]): Promise<string> {
  guardStreams();
  setLogger({root: installed.root, logger: silentLogger});
  const isCompletion = typed[0] === completionWord;
  const argv = isCompletion ? typed : settleLine(typed, installed.commands);
  let ran = isCompletion ? completionWord : 'help';
  try {
    const found = isCompletion ? null : findCommand(installed.commands, argv);
    if (found) ran = found.command.id ?? ran;
    if (isCompletion) await (await import('./completion/answer-shell.js')).answerShell(installed, argv.slice(1));
    else if (found) await runCommand(new RunningConfig(installed), found);
    else await (await import('./run-described.js')).runDescribed(installed, argv);
  } catch (error) {
    await report(error, argv);
  }
  return ran;
}

async function report(error: unknown, argv: readonly string[]): Promise<void> {
  const exit = error as {oclif?: {exit?: number}; code?: string};
  if (exit.code === 'EEXIT') {
    process.exitCode = exit.oclif?.exit ?? exitCodes.done;
    return;
  }
  const failure = await toFailure(error, readPaths(process.env));
  process.exitCode = failure.exitCode;
  if (wantedFormat(argv, process.env) === 'json') {
    answer(jsonText(errorJson(failure)));
    return;
  }
  const [{failureText}, {terminalStyle}] = await Promise.all([import('./views/failure.js'), import('./views/style.js')]);
  tellText(
    failureText(
      failure,
      await terminalStyle(
        process.stderr,
        argv.includes('--no-color') || readYesNo(process.env['MUSTER_NO_COLOR'] ?? '') === true,
      ),
    ),
  );
}
