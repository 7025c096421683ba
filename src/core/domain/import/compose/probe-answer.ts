import {neverFails} from './probe.js';
import type {RequestCommand} from './request-command.js';
import type {HttpProbe} from './service.js';
import type {ShellCommand} from './shell-words.js';

interface Asked {
  readonly commands: readonly ShellCommand[];
  /** The command that asks. */
  readonly asking: ShellCommand;
  readonly request: RequestCommand | null;
}

/** Which answers a probe takes for healthy, and what else it does. */
export function answerOf(test: readonly string[], asked: Asked): Pick<HttpProbe, 'status' | 'contains' | 'more'> {
  const {commands, asking, request} = asked;
  const next = commands[commands.indexOf(asking) + 1];
  const grep = next?.after === '|' && isGrep(next) ? next : null;
  const code = request?.options.some(({value}) => value.includes('http_code')) ? codeOf(asked) : null;
  const text = grep && code === null ? patternOf(grep) : null;
  const others = commands.filter(
    (it) => it !== asking && !isWordOfShell(it) && it !== grep && !isEnd(it) && !(code !== null && isTest(it)),
  );
  const isTold = neverFails(test) !== null;
  return {
    status: code ?? statusOf(request),
    contains: text,
    more: [
      ...(grep && code === null && text === null ? ['looks at the answer in its own way'] : []),
      ...(code === null && /^(?:if|while|until|for|test|\[\[?|\(.*|\w+=.*)$/.test(asking.words[0] ?? '')
        ? ['runs a script of its own']
        : []),
      ...(isTold ? [] : others.map(({words}) => `also runs ${nameOf(words)}`)),
    ],
  };
}

/** A redirect that the program follows is healthy where it ends well, and a recipe follows none. */
function statusOf(request: RequestCommand | null): string {
  if (request === null) return '200-299';
  const fails = request.options.some(({name}) => ['f', 'fail', 'fail-with-body'].includes(name));
  return request.program === 'wget' || fails ? '200-399' : '100-599';
}

/** The one status that the probe compares with; null when it compares otherwise. */
function codeOf({commands}: Asked): string | null {
  const words = commands.flatMap((command) => command.words);
  if (words.some((word) => /^(?:!=|-ne|-l[te]|-g[te]|-v|!)$/.test(word))) return null;
  const codes = words.flatMap((word) => /^\W?([1-5]\d\d)\W?$/.exec(word)?.[1] ?? []);
  return codes.length === 1 ? codes[0]! : null;
}

/** The beginning of such a script is told. */
function isWordOfShell({words: [program]}: ShellCommand): boolean {
  return /^(?:then|else|elif|fi|do|done)$/.test(program ?? '');
}

function isGrep({words}: ShellCommand): boolean {
  return /^[ef]?grep$/.test(words[0] ?? '');
}

/** `|| exit 1`, `&& exit 0` and `; exit $?`. */
function isEnd({after, words: [program, status = '0', ...more]}: ShellCommand): boolean {
  if (more.length > 0) return false;
  if (after === '||') return program === 'false' || (program === 'exit' && status !== '0');
  if (after === ';' && program === 'exit') return status === '$?';
  return after === '&&' && (program === 'true' || program === ':' || (program === 'exit' && status === '0'));
}

function isTest(command: ShellCommand): boolean {
  return /^(?:test|\[\[?)$/.test(command.words[0] ?? '') || isGrep(command);
}

function nameOf([program = '']: readonly string[]): string {
  const name = program.split('/').at(-1)!;
  return /^[\w.+-]+$/.test(name) ? name : 'another command';
}

/** What grep looks for, as an extended regular expression; null when it cannot be said as one. */
function patternOf({words: [program, ...args]}: ShellCommand): string | null {
  const flags = args.filter((word) => /^-[A-Za-z]+$/.test(word)).join('');
  const patterns = args.filter((word) => !word.startsWith('-') && !/^\d?[<>]/.test(word));
  if (patterns.length !== 1 || args.some((word) => word.startsWith('--')) || /[^-EFqosae]/.test(flags)) return null;
  if (program === 'egrep' || flags.includes('E')) return patterns[0]!;
  if (program === 'fgrep' || flags.includes('F')) return patterns[0]!.replaceAll(/[.*+?|(){}[\]^$\\]/g, String.raw`\$&`);
  // A basic one has it the other way round.
  return patterns[0]!.replaceAll(/\\?[+?|(){}]/g, (found) => (found.startsWith('\\') ? found.slice(1) : `\\${found}`));
}
