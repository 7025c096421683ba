import {lookup} from '../../lookup.js';
import {remark, type Remark} from '../findings.js';
import type {Directive, Place} from '../source.js';

/** Where a directive stands: the file and the blocks around it. */
export interface Around {
  readonly file: string;
  /** `server > location /`, empty at the top. */
  readonly path: string;
}

/** The directive with as much of it as says which one it is: what follows may be secret. */
export function placeOf({name, args, line}: Directive, {file, path}: Around, shown = shownArgs(name)): Place {
  const own = [name, ...args.slice(0, shown)].join(' ');
  return {file, line, key: path === '' ? own : `${path} > ${own}`};
}

function shownArgs(name: string): number {
  return lookup(argsShown, name) ?? 0;
}

const argsShown: Readonly<Record<string, number>> = {
  upstream: 1,
  location: 2,
  server: 1,
  server_name: 1,
  listen: 1,
  include: 1,
  map: 2,
  proxy_set_header: 1,
  add_header: 1,
};

export function within(directive: Directive, around: Around): Around {
  return {file: around.file, path: placeOf(directive, around).key};
}

export function leftDirective(directive: Directive, around: Around, reason?: string): Remark {
  return remark(
    placeOf(directive, around),
    reason ?? knownFile(directive) ?? lookup(reasons, directive.name) ?? 'the balancer of Muster has no such setting',
  );
}

/** Files that come with nginx. */
function knownFile({name, args: [file = '']}: Directive): string | null {
  if (name !== 'include') return null;
  if (/(?:^|\/)mime\.types$/.test(file)) return 'the balancer of Muster serves no files';
  return /(?:^|\/)proxy_params$/.test(file) ? 'the balancer of Muster sets these headers by itself' : null;
}

/** Variables that `set` gives one text: a `proxy_pass` with them leads where one without does. */
export function constantsOf(block: readonly Directive[], outer: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const set = block.filter((it) => it.name === 'set' && it.args.length === 2 && !it.args[1]!.includes('$'));
  return new Map([...outer, ...set.map(({args: [name = '', text = '']}) => [name.replace(/^\$/, ''), text] as const)]);
}

/** Why a directive is left out. */
const reasons: Readonly<Record<string, string>> = {
  include: 'what another file says is not read: give that file too',
  events: 'the balancer of Muster sizes itself',
  worker_processes: 'the balancer of Muster sizes itself',
  worker_connections: 'the balancer of Muster sizes itself',
  user: 'the balancer of Muster runs in a container of its own',
  pid: 'the balancer of Muster runs in a container of its own',
  error_log: 'the balancer of Muster runs in a container of its own',
  access_log: 'the balancer of Muster runs in a container of its own',
  log_format: 'the balancer of Muster runs in a container of its own',
  map: 'variables of nginx are not computed; the balancer of Muster passes Upgrade on by itself',
  stream: 'the balancer of Muster speaks HTTP',
  return: 'the balancer of Muster answers nothing itself',
  rewrite: 'the balancer of Muster passes paths on as they are',
  root: 'the balancer of Muster serves no files',
  index: 'the balancer of Muster serves no files',
  try_files: 'the balancer of Muster serves no files',
  alias: 'the balancer of Muster serves no files',
  resolver: 'the balancer of Muster knows where instances are by itself',
  auth_basic: 'the balancer of Muster asks for no password: whoever reaches it reaches the app',
  auth_basic_user_file: 'the balancer of Muster asks for no password: whoever reaches it reaches the app',
  auth_request: 'the balancer of Muster asks nobody else: whoever reaches it reaches the app',
  allow: 'the balancer of Muster lets everybody in',
  deny: 'the balancer of Muster lets everybody in',
  limit_req: 'the balancer of Muster limits no rates',
  limit_req_zone: 'the balancer of Muster limits no rates',
  limit_conn: 'the balancer of Muster limits no rates',
  limit_conn_zone: 'the balancer of Muster limits no rates',
  proxy_cache: 'the balancer of Muster keeps no answers',
  proxy_cache_path: 'the balancer of Muster keeps no answers',
  gzip: 'the balancer of Muster passes answers on as they are',
  add_header: 'the balancer of Muster passes answers on as they are',
  error_page: 'the balancer of Muster passes answers on as they are',
  sub_filter: 'the balancer of Muster passes answers on as they are',
  real_ip_header: 'the balancer of Muster takes the address that connects for the visitor',
  set_real_ip_from: 'the balancer of Muster takes the address that connects for the visitor',
  sticky: 'the balancer of Muster keeps a visitor by address alone, as balance: ip-hash',
  hash: 'the balancer of Muster hashes addresses of visitors alone: it shares requests in turn',
  random: 'the balancer of Muster shares in turn, by weight, to the least busy or by address: here in turn',
  least_time: 'the balancer of Muster shares in turn, by weight, to the least busy or by address: here in turn',
  if: 'the balancer of Muster decides by host and path alone',
  client_max_body_size: 'the balancer of Muster sets no limit to a body',
  proxy_connect_timeout: 'the timeouts of the recipe count',
  proxy_send_timeout: 'the timeouts of the recipe count',
  proxy_next_upstream: 'the recipe says whether reads are repeated elsewhere',
  proxy_redirect: 'the balancer of Muster passes answers on as they are',
  keepalive: 'the balancer of Muster keeps connections by itself',
  keepalive_timeout: 'the balancer of Muster keeps connections by itself',
  zone: 'the balancer of Muster sizes itself',
  ssl_certificate: 'the balancer of Muster speaks plain HTTP: keep what ends TLS before it',
  ssl_certificate_key: 'the balancer of Muster speaks plain HTTP: keep what ends TLS before it',
  fastcgi_pass: 'the balancer of Muster speaks HTTP to instances',
  uwsgi_pass: 'the balancer of Muster speaks HTTP to instances',
  grpc_pass: 'the balancer of Muster speaks HTTP to instances',
};
