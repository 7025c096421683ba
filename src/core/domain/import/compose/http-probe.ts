import {isSecretLike} from '../../secrets/secret-like.js';
import {answerOf} from './probe-answer.js';
import {shellLine} from './probe.js';
import {requestCommand, type RequestCommand, type RequestOption} from './request-command.js';
import type {HttpProbe, ImportedService, Variable} from './service.js';
import {namesOf} from './service.js';
import {shellCommands, shellWords, type ShellCommand} from './shell-words.js';

const address = /^(?:(https?):\/\/)?(?:([^\s/@'"]*)@)?(\[[^\]]*\]|[^/:\s'"?#]+)(?::(\d{1,5}))?((?:[/?][^\s'"#)`]*)?)$/;
/** Programs whose code, or whose words, ask an address. */
const interpreter = /^(?:node|nodejs|deno|bun|python[\d.]*|php\d*|ruby|perl|pwsh|java|https?|xh)$/;
const inCode = /https?:\/\/[^\s'"#)`]+/;

type Asker = Pick<ImportedService, 'environment' | 'name' | 'containerName' | 'hostNames'>;

/** What the probe asks over HTTP of its own container; null when it asks something else. */
export function httpProbe(test: readonly string[], service: Asker): HttpProbe | null {
  const line = shellLine(test);
  const commands: readonly ShellCommand[] =
    line === null ? [{after: null, words: test.slice(1)}] : shellCommands(filledIn(line, service.environment)).map(withInner);
  const asking = commands.find(({words}) => addressIn(words) !== null);
  const [, scheme = 'http', user, host, port, path] = address.exec((asking && addressIn(asking.words)) ?? '') ?? [];
  if (!asking || host === undefined || path === undefined || !isOwn(host, service) || path.includes('$')) return null;
  if (asking.words[0] === '!') return null;
  const request = requestCommand(asking.words);
  const options = request?.options ?? [];
  const {more, ...answer} = answerOf(test, {commands, asking, request});
  return {
    scheme: scheme as HttpProbe['scheme'],
    host: headersOf(options).flatMap((header) => /^host:\s*(\S+)$/i.exec(header)?.[1] ?? [])[0] ?? 'localhost',
    port: port === undefined ? null : Number(port),
    path: path.startsWith('/') ? path : `/${path}`,
    ...answer,
    more: [
      ...(request ? moreOf(request) : [`runs code of ${programOf(asking.words)}`]),
      ...(user === undefined ? [] : ['sends a password']),
      ...more,
    ],
  };
}

/** What the shell fills in from the environment of the container, where it may stand in a recipe. */
function filledIn(line: string, environment: readonly Variable[]): string {
  return line.replaceAll(/\$(?:(\w+)|\{(\w+)(?::?-([^}]*))?\})/g, (whole: string, ...found: (string | undefined)[]) => {
    const key = found[0] ?? found[1] ?? '';
    const value = environment.find((variable) => variable.key === key)?.value;
    if (value === undefined || value === null || value === '') return found[2] ?? whole;
    return /^[\w./-]+$/.test(value) && !isSecretLike(key, value) ? value : whole;
  });
}

/** The words of `"$(curl …)"` as words of the command that it stands in. */
function withInner({after, words}: ShellCommand): ShellCommand {
  const inner = (word: string) => (/\$\(|`/.test(word) && /\s/.test(word) ? shellWords(word).map(({text}) => text) : [word]);
  return {after, words: words.flatMap(inner)};
}

function addressIn(words: readonly string[]): string | null {
  const request = requestCommand(words);
  if (request) return request.addresses.map((it) => it.replace(/#.*$/, '')).find((it) => address.test(it)) ?? null;
  return interpreter.test(programOf(words)) ? (words.flatMap((word) => inCode.exec(word)?.[0] ?? [])[0] ?? null) : null;
}

function isOwn(host: string, service: Asker): boolean {
  return (
    /^(?:localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[::1?\]|\$HOSTNAME|\$\{HOSTNAME\})$/i.test(host) ||
    namesOf(service).includes(host.toLowerCase())
  );
}

function programOf(words: readonly string[]): string {
  const name = words[0]?.split('/').at(-1) ?? '';
  return /^[\w.+-]+$/.test(name) ? name : 'its own';
}

function headersOf(options: readonly RequestOption[]): readonly string[] {
  return options.filter(({name}) => name === 'H' || name === 'header').map(({value}) => value);
}

/** Options that change neither what is asked nor what is taken for healthy, or that are told otherwise. */
const harmless = new Set(
  'f fail fail-with-body s silent S show-error k insecure v verbose g globoff N no-buffer i include 4 ipv4 o output w write-out url q quiet nv no-verbose O output-document server-response no-check-certificate H header no-progress-meter'.split(
    ' ',
  ),
);

function moreOf({program, options, addresses}: RequestCommand): readonly string[] {
  const said = (...names: readonly string[]) => options.find(({name}) => names.includes(name));
  const method =
    said('X', 'request', 'method')?.value ??
    (said('I', 'head', 'spider') ? 'HEAD' : said('d', 'data', 'post-data') ? 'POST' : 'GET');
  const told = new Set(['X', 'request', 'method', 'I', 'head', 'spider', 'd', 'data', 'post-data', 'u', 'user', 'L', 'location']);
  const strange = options.filter(
    ({name, value}) =>
      !harmless.has(name) && !told.has(name) && !((name === 't' || name === 'tries') && program === 'wget' && value === '1'),
  );
  return [
    ...(method.toUpperCase() === 'GET'
      ? []
      : [`asks by ${/^[A-Za-z]+$/.test(method) ? method.toUpperCase() : 'another method'}`]),
    ...(said('d', 'data', 'post-data') ? ['sends a body'] : []),
    ...(headersOf(options).some((header) => !/^host:/i.test(header)) ? ['sends headers'] : []),
    ...(said('u', 'user') ? ['sends a password'] : []),
    ...(program === 'curl' && said('L', 'location') ? ['follows redirects'] : []),
    ...strange.map(({flag}) => `says ${flag}`),
    ...(addresses.length > 1 ? ['asks several addresses'] : []),
  ];
}
