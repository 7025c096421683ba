import {normalizeArgv} from '@oclif/core/help';
import {describingConfig} from './describing-config.js';
import {showHelp} from './help.js';
import {asksForHelp, runCommand, type CommandClass, type Installed} from './run-command.js';
import {unknownCommand} from './unknown-command.js';
import {answer} from './streams.js';

/** Lines for which all commands must be known: help, topics, and commands that do not exist. */
export async function runDescribed(installed: Installed, argv: readonly string[]): Promise<void> {
  const config = await describingConfig(installed);
  if (argv[0] === '--version') {
    answer(`${config.userAgent}\n`);
    return;
  }
  const helpIsAsked = argv.length === 0 || asksForHelp(argv);
  const [id = '', ...rest] = normalizeArgv(config, [...argv]);
  const found = helpIsAsked ? undefined : config.findCommand(id);
  if (found) {
    const command = (await found.load()) as unknown as CommandClass;
    return runCommand(config, {command, argv: rest});
  }
  if (!helpIsAsked && !config.findTopic(id)) throw unknownCommand(id, config);
  await showHelp(config, argv);
}
