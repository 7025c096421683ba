import {Config} from '@oclif/core/config';
import {run} from '@oclif/core/run';
import {exitCodes} from '../core/domain/errors.js';
import {unknownCommand} from './unknown-command.js';
import {errorJson, toFailure} from './error-json.js';
import {readPaths} from './paths.js';

/** Runs one command line; every way out ends here. `root` is the folder of the package. */
export async function main(root: string, argv: readonly string[]): Promise<void> {
  let config: Config | null = null;
  try {
    config = await Config.load({root}) as Config;
    config.pjson.oclif.additionalHelpFlags = ['-h'];
    await run([...argv], config);
  } catch (error) {
    await report((config && unknownCommand(error, config)) ?? error, argv);
  }
}

async function report(error: unknown, argv: readonly string[]): Promise<void> {
  const exit = (error as {oclif?: {exit?: number}; code?: string});
  if (exit.code === 'EEXIT') {
    process.exitCode = exit.oclif?.exit ?? exitCodes.done;
    return;
  }
  const failure = await toFailure(error, readPaths(process.env));
  process.exitCode = failure.exitCode;
  if (wantsJson(argv)) {
    process.stdout.write(`${JSON.stringify(errorJson(failure), null, 2)}\n`);
    return;
  }
  const [{failureText}, {terminalStyle}] = await Promise.all([import('./views/failure.js'), import('./views/style.js')]);
  process.stderr.write(failureText(failure, await terminalStyle(process.stderr, argv.includes('--no-color'))));
}

function wantsJson(argv: readonly string[]): boolean {
  return argv.includes('--json') || argv.includes('--output=json') || argv[argv.indexOf('--output') + 1] === 'json' || process.env['MUSTER_OUTPUT'] === 'json';
}
