import type {Config} from '@oclif/core/config';
import {exitCodes, Failure} from '../core/domain/errors.js';
import {nearestName} from '../core/domain/nearest.js';
import {lookup} from '../core/domain/lookup.js';

/** A command that does not exist, with the one that was probably meant. */
export function unknownCommand(id: string, config: Config): Failure {
  const typed = id.replaceAll(':', ' ');
  const ids = config.commands.filter((command) => !command.hidden).map((command) => command.id.replaceAll(':', ' '));
  const nearest = nearestName(typed, [...ids, ...config.topics.map((topic) => topic.name)]);
  const command = ids.filter((candidate) => typed.startsWith(`${candidate} `)).sort((a, b) => b.length - a.length)[0];
  if (command !== undefined) return unexpected(command, typed.slice(command.length + 1));
  const topic = typed.split(' ', 1)[0] as string;
  const meant = meantElsewhere(typed, ids);
  const known = ids.some((candidate) => candidate.startsWith(`${topic} `));
  return new Failure({
    code: 'COMMAND_UNKNOWN',
    exit: exitCodes.usage,
    subject: `command ${typed}`,
    details: {command: typed, nearest},
    message: `There is no command muster ${typed}.`,
    hint: hintFor(meant ?? nearest, known ? `${topic} ` : ''),
  });
}

function hintFor(meant: string | null, topic: string): string {
  if (meant === null) return `muster ${topic}--help shows the commands`;
  return meant.endsWith('--help') ? `muster ${meant} shows how that is done` : `Did you mean muster ${meant}?`;
}

/** What other tools call what Muster has by another name. */
const elsewhere: Readonly<Record<string, string>> = {
  deploy: 'app deploy APP --env ENV --version VERSION',
  release: 'app deploy APP --env ENV --version VERSION',
  logs: 'app logs APP --env ENV',
  scale: 'app scale APP --env ENV --slaves N',
  restart: 'app restart APP --env ENV',
  stop: 'app stop APP --env ENV',
  start: 'app start APP --env ENV',
  up: 'apply -f FILE',
  diff: 'topology diff -f FILE',
  validate: 'topology validate -f FILE',
  export: 'topology export',
  import: 'topology import -f FILE',
  graph: 'topology graph',
  ps: 'status',
  stat: 'status',
  info: 'status',
  top: 'status',
  history: 'audit list',
  events: 'audit list',
  use: 'context set KEY=VALUE',
};

/** `nodes` and `get nodes` list, `describe node web-1` shows, and some verbs belong to a noun. */
function meantElsewhere(typed: string, ids: readonly string[]): string | null {
  const [first = '', second, ...rest] = typed.split(' ');
  const known = (command: string, more: readonly string[] = []) => (ids.includes(command) ? [command, ...more].join(' ') : null);
  const singular = (word: string) => word.replace(/ies$/, 'y').replace(/s$/, '');
  if (second === undefined) return lookup(elsewhere, first) ?? known(`${singular(first)} list`);
  if (['get', 'list', 'ls'].includes(first)) return known(`${singular(second)} list`);
  if (['describe', 'show', 'inspect'].includes(first)) return known(`${singular(second)} show`, rest);
  if (first.endsWith('s')) return known(`${singular(first)} ${second}`, rest) ?? known(`${singular(first)} list`);
  if (['create', 'add', 'new'].includes(second)) return known(`${first} add`, ['--help']) ?? known(`${first} create`, ['--help']);
  if (['get', 'describe', 'inspect', 'info'].includes(second)) return known(`${first} show`, rest);
  if (['edit', 'set', 'change'].includes(second)) return known(`${first} update`, ['--help']);
  return lookup(elsewhere, first) ?? null;
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
