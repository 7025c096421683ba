import {lookup} from '../../lookup.js';
import type {Balance} from '../../model.js';
import {remark, type Reading, type Remark} from '../findings.js';
import type {Directive, Place} from '../source.js';
import type {Upstream, UpstreamServer} from './balancer.js';
import {leftDirective, placeOf, within, type Around} from './walk.js';

/** `upstream NAME { … }`. */
export function readUpstream(directive: Directive, around: Around): Reading<Upstream> {
  const inner = within(directive, around);
  const block = directive.block ?? [];
  const servers = block.filter((it) => it.name === 'server').map((it) => readServer(it, inner));
  const strategies = block.flatMap((it) => strategyOf(it) ?? []);
  const network = block.find((it) => it.name === 'ip_hash');
  return {
    value: {
      name: (directive.args[0] ?? '').toLowerCase(),
      servers: servers.flatMap((server) => server.value ?? []),
      balance: strategies.at(-1) ?? null,
      hashesNetwork: network ? placeOf(network, inner) : null,
      place: placeOf(directive, around),
    },
    notTaken: [
      ...servers.flatMap((server) => server.notTaken),
      ...block.filter((it) => it.name !== 'server' && strategyOf(it) === null).map((it) => leftDirective(it, inner)),
    ],
  };
}

function strategyOf({name, args}: Directive): Balance | null {
  if (name === 'ip_hash') return 'ip-hash';
  if (name === 'least_conn') return 'least-connections';
  return name === 'hash' && /^\$(?:remote_addr|binary_remote_addr)$/.test(args[0] ?? '') ? 'ip-hash' : null;
}

const parameterReasons: Readonly<Record<string, string>> = {
  max_fails: 'the health check of the recipe says when an instance is out',
  fail_timeout: 'the health check of the recipe says when an instance is back',
  backup: 'is taken over as a node of weight 0, which takes no traffic and does not step in by itself',
};

function readServer(directive: Directive, around: Around): Reading<UpstreamServer | null> {
  const place = placeOf(directive, around);
  const [address = '', ...parameters] = directive.args;
  const target = parseTarget(address);
  if (target === null) return {value: null, notTaken: [remark(place, 'is not HOST or HOST:PORT')]};
  const weight = parameters.flatMap((it) => /^weight=(\d{1,9})$/.exec(it)?.[1] ?? []).at(-1);
  const spare = parameters.includes('down') ? 'down' : parameters.includes('backup') ? 'backup' : null;
  const left = parameters.filter((it) => !/^weight=\d{1,9}$/.test(it) && it !== 'down');
  return {
    value: {...target, weight: weight === undefined ? null : Number(weight), spare, place},
    notTaken: left.map((it) => leftParameter(it, place)),
  };
}

function leftParameter(parameter: string, place: Place): Remark {
  const name = parameter.split('=', 1)[0]!;
  return remark(
    {...place, key: `${place.key} ${name}`},
    lookup(parameterReasons, name) ?? 'the balancer of Muster has no such setting',
  );
}

/** `host[:port]`, brackets around IPv6 kept. */
export function parseTarget(text: string): {readonly host: string; readonly port: number} | null {
  const match = /^(\[[\da-fA-F:.]+\]|[A-Za-z\d_](?:[\w.-]*\w)?)(?::(\d{1,5}))?$/.exec(text);
  const port = Number(match?.[2] ?? 80);
  return match && port >= 1 && port <= 65_535 ? {host: match[1]!.toLowerCase(), port} : null;
}
