import type {HealthRequest} from '../../recipe.js';
import {shellLine} from './probe.js';
import {shellCommands} from './shell-words.js';

/** What a probe asks over HTTP. */
export interface HttpProbe extends HealthRequest {
  /** Null: the usual one of its scheme. */
  readonly port: number | null;
  /** What a recipe cannot ask, in words that end "the probe …". */
  readonly more: readonly string[];
}

const address = /(https?):\/\/(?:[^\s/@'"]*@)?(\[[^\]]*\]|[^/:\s'"?#]+)(?::(\d{1,5}))?([^\s'"#)`]*)/;

/** Null when the probe asks something else. */
export function httpProbe(test: readonly string[]): HttpProbe | null {
  const line = shellLine(test);
  const commands = line === null ? [test.slice(1)] : shellCommands(line).map((command) => command.words);
  const asking = commands.find((words) => words.some((word) => address.test(word)));
  const [url, scheme, host, port, path] = address.exec(asking?.find((word) => address.test(word)) ?? '') ?? [];
  if (!asking || url === undefined) return null;
  const status = statusOf(asking, commands);
  const pattern = commands.find(([program]) => /^[ef]?grep$/.test(program ?? ''))?.slice(1);
  return {
    scheme: scheme as HttpProbe['scheme'],
    host: hostOf(asking) ?? 'localhost',
    port: port === undefined ? null : Number(port),
    path: !path ? '/' : path.startsWith('/') ? path : `/${path}`,
    status: status.status,
    contains: status.isCode ? null : (pattern?.find((word) => !word.startsWith('-')) ?? null),
    more: [...moreOf(asking), ...(isLocal(host!) ? [] : [`asks ${host}`])],
  };
}

function isLocal(host: string): boolean {
  return /^(?:localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[::1?\]|\$.*)$/i.test(host);
}

/** Which codes the probe takes for healthy: a redirect that it follows is healthy where it ends well, and a recipe follows none. */
function statusOf(
  asking: readonly string[],
  commands: readonly (readonly string[])[],
): {readonly status: string; readonly isCode: boolean} {
  const program = asking[0]?.split('/').at(-1) ?? '';
  if (asking.some((word) => word.includes('http_code'))) {
    const rest = commands.flat().filter((word) => !address.test(word));
    const code = rest.flatMap((word) => /^\W?([1-5]\d\d)\W?$/.exec(word)?.[1] ?? [])[0];
    if (code !== undefined) return {status: code, isCode: true};
  }
  if (program === 'wget') return {status: '200-399', isCode: false};
  if (program !== 'curl') return {status: '200-299', isCode: false};
  return {status: has(asking, 'f', 'fail') || has(asking, 'f', 'fail-with-body') ? '200-399' : '100-599', isCode: false};
}

/** Short flags stand together: `-fsS`. */
function has(words: readonly string[], short: string, long: string): boolean {
  return words.some((word) => word === `--${long}` || (/^-[a-zA-Z]+$/.test(word) && word.includes(short)));
}

function hostOf(words: readonly string[]): string | null {
  return headersOf(words).flatMap((header) => /^host:\s*(\S+)$/i.exec(header)?.[1] ?? [])[0] ?? null;
}

function headersOf(words: readonly string[]): readonly string[] {
  return words.flatMap((word, index) =>
    word === '-H' || word === '--header' ? [words[index + 1] ?? ''] : word.startsWith('--header=') ? [word.slice(9)] : [],
  );
}

function moreOf(words: readonly string[]): readonly string[] {
  const program = words[0]?.split('/').at(-1) ?? '';
  const after = (...flags: readonly string[]) => words.find((_, index) => flags.includes(words[index - 1] ?? ''));
  const method = program === 'curl' ? (after('-X', '--request') ?? (has(words, 'I', 'head') ? 'HEAD' : null)) : null;
  return [
    ...(method !== null && method !== 'GET' ? [`asks by ${method}`] : []),
    ...(after('-d', '--data', '--post-data') === undefined ? [] : ['sends a body']),
    ...(headersOf(words).some((header) => !/^host:/i.test(header)) ? ['sends headers'] : []),
    ...(after('-u', '--user') === undefined ? [] : ['sends a password']),
    ...(program === 'curl' && has(words, 'L', 'location') ? ['follows redirects'] : []),
  ];
}
