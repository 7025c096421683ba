import {exitCodes, Failure, type FailureFacts} from '../../../core/domain/errors.js';
import type {ShellResult} from '../../../core/ports/shell.js';

type Facts = Omit<FailureFacts, 'exit'> & {readonly exit?: number};
type Reading = (match: RegExpExecArray) => Facts;

const {outside} = exitCodes;

/** First match wins; the rest of the sentence comes from the text itself. */
const readings: readonly (readonly [RegExp, Reading])[] = [
  [
    /permission denied while trying to connect to the Docker/i,
    () => ({
      code: 'DOCKER_FORBIDDEN',
      exit: outside,
      message: "You may not use Docker's socket.",
      hint: 'sudo usermod -aG docker $USER, then log in again',
    }),
  ],
  [
    /Cannot connect to the Docker daemon|error during connect:|unexpected EOF|connection reset by peer|dial unix .*: connect:/i,
    () => ({
      code: 'DOCKER_DOWN',
      exit: outside,
      message: 'Docker is not running.',
      hint: 'sudo systemctl start docker, then muster doctor',
    }),
  ],
  [
    /is not a docker command|unknown command: docker compose|unknown shorthand flag: '[pf]'/,
    () => ({
      code: 'COMPOSE_MISSING',
      exit: outside,
      message: 'Docker has no Compose plugin.',
      hint: 'Install docker-compose-plugin (Compose 2), then muster doctor',
    }),
  ],
  [
    /unknown flag: (--[a-z-]+)|unknown docker command: "compose/,
    ([, flag]) => ({
      code: 'COMPOSE_OLD',
      exit: outside,
      message: 'This Compose is too old.',
      hint: 'Install Compose 2.20 or newer, then muster doctor',
      details: {flag: flag ?? null},
    }),
  ],
  [
    /(?:Bind for|bind host port(?: for)?:?|listen (?:tcp|udp)[46]?:?) ?\[?[\w.:]*?\]?:(\d+)(?::\S+)?(?=[ :,/].*(?:already allocated|already in use))/,
    ([, port]) => ({code: 'PORT_TAKEN', message: `Port ${port} is taken.`, hint: 'muster doctor', details: {port: Number(port)}}),
  ],
  [
    /port is already allocated|bind: address already in use/,
    () => ({code: 'PORT_TAKEN', message: 'A port is taken.', hint: 'muster doctor', details: {port: null}}),
  ],
  [
    /listen (?:tcp|udp)[46]? \[?([^\s\]]+?)\]?:\d+: bind: cannot assign requested address|cannot assign requested address/,
    ([, address]) => ({
      code: 'ADDRESS_FOREIGN',
      message: `The node has not the address ${address ?? 'that it is said to have'}, so nothing can be published there.`,
      hint: 'muster node update NODE --address IP names one that the machine itself has',
      details: {address: address ?? null},
    }),
  ],
  [
    /container name "\/?([^"]+)" is already in use by container "?([0-9a-f]+)/,
    ([, name, holder]) => ({
      code: 'NAME_CONFLICT',
      message: `Another container is already named ${name}.`,
      hint: `docker inspect ${name}`,
      details: {name, holder},
    }),
  ],
  [
    /network (?:with name )?"?([\w.-]+)"? is ambiguous|multiple networks with name "?([\w.-]+)"? were found/,
    ([, first, second]) => ({
      code: 'NETWORK_AMBIGUOUS',
      message: `Several networks are named ${first ?? second}.`,
      hint: 'muster doctor',
      details: {network: first ?? second},
    }),
  ],
  [
    /network ([\w.-]+) not found/,
    ([, network]) => ({
      code: 'NETWORK_MISSING',
      message: `Network ${network} is not on this node.`,
      hint: 'muster apply',
      details: {network},
    }),
  ],
  [
    /No such image: (\S+?):?(?=\s|$)|manifest for (\S+) not found|pull access denied for ([^\s,]+)/i,
    ([, here, manifest, denied]) => ({
      code: 'IMAGE_MISSING',
      message: `Image ${here ?? manifest ?? denied} is not on this node.`,
      hint: `docker pull ${here ?? manifest ?? denied}`,
      details: {image: here ?? manifest ?? denied},
    }),
  ],
  [/no space left on device/i, () => ({code: 'DISK_FULL', message: 'The disk is full.', hint: 'docker system df'})],
];

/** What went wrong, from the exit and stderr of a docker command that did not end well. */
export function classify(result: ShellResult): Failure {
  const tail = lastLines(result.stderr);
  if (result.missing) {
    return failure(
      {
        code: 'DOCKER_MISSING',
        exit: outside,
        message: 'Docker is not installed on this machine.',
        hint: 'Install Docker Engine and its Compose plugin, then run muster doctor',
      },
      result,
    );
  }
  for (const [pattern, reading] of readings) {
    const match = pattern.exec(result.stderr);
    if (match) return failure(reading(match), result);
  }
  const message = result.timedOut
    ? 'Docker Compose did not end in time.'
    : result.exit > 128
      ? `Docker Compose was killed (exit ${result.exit}).`
      : `Docker Compose failed: ${tail.at(-1) ?? `exit ${result.exit}`}`;
  return failure({code: 'COMPOSE_FAILED', message, hint: 'muster doctor'}, result);
}

/** Ended by a signal that was not ours (255 is what Docker makes of a plugin that was), or overtaken by a change of the same containers: the next try may do. */
export function isTransient(result: ShellResult): boolean {
  return (
    (result.exit > 128 && !result.timedOut) ||
    /No such container|removal of container \S+ is already in progress|is marked for removal/.test(result.stderr)
  );
}

function failure(facts: Facts, result: ShellResult): Failure {
  return new Failure({
    exit: exitCodes.stepFailed,
    ...facts,
    details: {...facts.details, exit: result.exit, timedOut: result.timedOut, stderr: lastLines(result.stderr)},
  });
}

function lastLines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(-5);
}
