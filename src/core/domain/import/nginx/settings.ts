import {parseSpan} from '../compose/durations.js';
import type {Remark} from '../findings.js';
import type {Directive} from '../source.js';
import type {ProxySettings} from './balancer.js';
import {leftDirective, type Around} from './walk.js';

/** Directives that `settingsOf` reads: what they say is compared with what Muster does by itself. */
export const settingNames: readonly string[] = [
  'proxy_set_header',
  'proxy_buffering',
  'proxy_read_timeout',
  'proxy_http_version',
];

/** As nginx inherits them: headers are replaced as a whole by the first that a level sets. */
export function settingsOf(block: readonly Directive[], inherited: ProxySettings): ProxySettings {
  const last = (name: string) => block.filter((it) => it.name === name).at(-1)?.args[0];
  const headers = block.filter((it) => it.name === 'proxy_set_header').map((it) => (it.args[0] ?? '').toLowerCase());
  const timeout = last('proxy_read_timeout');
  const buffering = last('proxy_buffering');
  return {
    headers: includesParams(block) ? [...headers, ...proxyParams] : headers.length > 0 ? headers : inherited.headers,
    unread: (inherited.unread && headers.length === 0) || block.some((it) => it.name === 'include' && !includesNoHeaders(it)),
    buffering: buffering === undefined ? inherited.buffering : buffering !== 'off',
    readTimeoutMs: (timeout === undefined ? null : parseSpan(timeout)) ?? inherited.readTimeoutMs,
  };
}

/** What the file of that name says in the packages of Debian and Ubuntu. */
const proxyParams = ['host', 'x-real-ip', 'x-forwarded-for', 'x-forwarded-proto'];

function includesParams(block: readonly Directive[]): boolean {
  return block.some(({name, args: [file = '']}) => name === 'include' && /(?:^|\/)proxy_params$/.test(file));
}

function includesNoHeaders({args: [file = '']}: Directive): boolean {
  return /(?:^|\/)(?:mime\.types|proxy_params|fastcgi_params|conf\.d\/[^/]*|sites-enabled\/[^/]*|modules-enabled\/[^/]*)$/.test(
    file,
  );
}

/** Headers that the balancer of Muster sets, or passes on, by itself. */
const ownHeaders: ReadonlySet<string> = new Set([
  'host',
  'x-real-ip',
  'x-forwarded-for',
  'x-forwarded-proto',
  'x-forwarded-host',
  'x-forwarded-port',
  'upgrade',
  'connection',
]);

/** What the settings of a block say and Muster does otherwise. */
export function leftSettings(block: readonly Directive[], around: Around): Remark[] {
  return block.flatMap((directive) => {
    const reason = settingNames.includes(directive.name) ? reasonOf(directive) : null;
    return reason === null ? [] : [leftDirective(directive, around, reason)];
  });
}

function reasonOf({name, args: [value = '', text = '']}: Directive): string | null {
  if (name === 'proxy_set_header') {
    if (!ownHeaders.has(value.toLowerCase())) return 'the balancer of Muster sets only the headers of forwarding';
    const usual =
      value.toLowerCase() === 'host'
        ? /^\$(?:host|http_host)(?::\$(?:server|proxy)_port)?$/.test(text)
        : text.startsWith('$') || value.toLowerCase() === 'connection';
    return usual ? null : 'the balancer of Muster sets it to what the visitor sends';
  }
  if (name === 'proxy_buffering') return value === 'off' ? null : 'the balancer of Muster passes answers on as they come';
  return name === 'proxy_read_timeout' ? 'the recipe says it, as timeouts.read' : null;
}
