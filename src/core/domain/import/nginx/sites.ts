import {remark, type Reading, type Remark} from '../findings.js';
import type {Directive} from '../source.js';
import type {ProxySettings} from './balancer.js';
import {readLocations} from './locations.js';
import type {Listen, Server} from './servers.js';
import {leftSettings, settingsOf, settingNames} from './settings.js';
import {constantsOf, leftDirective, placeOf, within, type Around} from './walk.js';

const known: readonly string[] = ['listen', 'server_name', 'location', 'set', ...settingNames];

/** `server { … }` of `http`. */
export function readServer(directive: Directive, around: Around, inherited: ProxySettings): Reading<Server> {
  const inner = within(directive, around);
  const block = directive.block ?? [];
  const of = (name: string) => block.filter((it) => it.name === name);
  const place = placeOf(directive, around);
  const listens = of('listen').map((it) => readListen(it, inner));
  const names = of('server_name').flatMap((it) =>
    it.args.map((name) => ({host: hostOf(name), place: {...placeOf(it, inner), key: placeOf({...it, args: [name]}, inner).key}})),
  );
  const locations = readLocations(
    of('location'),
    {around: inner, constants: constantsOf(block, new Map())},
    settingsOf(block, inherited),
  );
  const found = listens.flatMap((listen) => listen.value ?? []);
  return {
    value: {
      listens: found.length > 0 ? found : [{port: 80, entryPort: 80, secure: false, standard: false, place}],
      names,
      locations: locations.value,
      place,
    },
    notTaken: [
      ...listens.flatMap((listen) => listen.notTaken),
      ...names.flatMap((it) =>
        it.host === null ? [remark(it.place, 'an entry is one host, without wildcard and pattern')] : [],
      ),
      ...locations.notTaken,
      ...block.filter((it) => !known.includes(it.name)).map((it) => leftDirective(it, inner)),
      ...leftSettings(block, inner),
    ],
  };
}

function readListen(directive: Directive, around: Around): Reading<Listen | null> {
  const place = placeOf(directive, around);
  const [address = '', ...parameters] = directive.args;
  const match = /^(?:(\[[\da-fA-F:.]+\]|[^:\s]+):)?(\d{1,5})$/.exec(
    /^\d+$/.test(address) || address.includes(':') ? address : `${address}:80`,
  );
  const secure = parameters.includes('ssl');
  if (!match || Number(match[2]) < 1 || Number(match[2]) > 65_535)
    return {value: null, notTaken: [remark(place, 'is not a port that an entry has')]};
  const host = match[1] ?? '*';
  const bound = host !== '*' && host !== '0.0.0.0' && host !== '[::]';
  const left = parameters.filter((it) => !['ssl', 'default_server', 'default'].includes(it));
  const notTaken: Remark[] = [
    ...(bound ? [remark(place, 'the balancer of Muster listens at every address of a node')] : []),
    ...(secure
      ? [remark(place, 'the balancer of Muster speaks plain HTTP: keep what ends TLS before it, and lead it to port 80')]
      : []),
    ...left.map((it) =>
      remark(
        {...place, key: `${place.key} ${it.split('=', 1)[0]}`},
        it === 'proxy_protocol'
          ? 'the balancer of Muster does not read the PROXY protocol: what stands before it must stop sending it'
          : 'the balancer of Muster has no such setting',
      ),
    ),
  ];
  const port = Number(match[2]);
  return {
    value: {
      port,
      entryPort: secure && port === 443 ? 80 : port,
      secure,
      standard: parameters.includes('default_server') || parameters.includes('default'),
      place,
    },
    notTaken,
  };
}

/** Empty for a name that means every host; null for one that no entry can have. */
function hostOf(name: string): string | null {
  if (name === '_' || name === '') return '';
  const host = name.replace(/\.$/, '').toLowerCase();
  return /^[^\s*~$/\\:]+$/.test(host) && !host.startsWith('.') ? host : null;
}
