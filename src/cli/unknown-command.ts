import type {Config} from '@oclif/core/config';
import {exitCodes, Failure} from '../core/domain/errors.js';
import {nearestName} from '../core/domain/nearest.js';

/** A command that does not exist, with the one that was probably meant. */
export function unknownCommand(id: string, config: Config): Failure {
  const typed = id.replaceAll(':', ' ');
  const ids = config.commands.filter((command) => !command.hidden).map((command) => command.id.replaceAll(':', ' '));
  const nearest = nearestName(typed, [...ids, ...config.topics.map((topic) => topic.name)]);
  const command = ids.filter((candidate) => typed.startsWith(`${candidate} `)).sort((a, b) => b.length - a.length)[0];
  if (command !== undefined) return unexpected(command, typed.slice(command.length + 1));
  const topic = typed.split(' ', 1)[0] as string;
  const known = ids.some((candidate) => candidate.startsWith(`${topic} `));
  return new Failure({
    code: 'COMMAND_UNKNOWN',
    exit: exitCodes.usage,
    subject: `command ${typed}`,
    details: {command: typed, nearest},
    message: `There is no command muster ${typed}.`,
    hint: nearest === null ? `muster ${known ? `${topic} ` : ''}--help shows the commands` : `Did you mean muster ${nearest}?`,
  });
}

/** Words after a command that takes none are read as a part of its name. */
function unexpected(command: string, words: string): Failure {
  return new Failure({
    code: 'USAGE',
    exit: exitCodes.usage,
    subject: `command ${command}`,
    details: {command, unexpected: words},
    message: `muster ${command} takes no argument: ${words}.`,
    hint: `muster ${command} --help shows how it is used`,
  });
}
