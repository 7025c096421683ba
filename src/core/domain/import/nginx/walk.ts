import {lookup} from '../lookup.js';
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
    reason ?? lookup(reasons, directive.name) ?? 'the balancer of Muster has no such setting',
  );
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
