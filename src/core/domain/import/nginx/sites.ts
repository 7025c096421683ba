import {remark, type Reading, type Remark} from '../findings.js';
import type {Directive, Place} from '../source.js';
import type {Site} from './balancer.js';
import {readLocations} from './locations.js';
import {leftSettings, settingsOf, settingNames} from './settings.js';
import type {ProxySettings} from './balancer.js';
import {leftDirective, placeOf, within, type Around} from './walk.js';

/** `server { … }` of `http`. */
export function readSite(directive: Directive, around: Around, inherited: ProxySettings): Reading<Site> {
  const inner = within(directive, around);
  const block = directive.block ?? [];
  const of = (name: string) => block.filter((it) => it.name === name);
  const listens = of('listen').map((it) => readListen(it, inner));
  const names = of('server_name').flatMap((it) =>
    it.args.map((name) => ({name, place: {...placeOf(it, inner), key: placeOf({...it, args: [name]}, inner).key}})),
  );
  const hosts = names.map(({name, place}) => ({host: hostOf(name), place}));
  const locations = readLocations(
    block.filter((it) => it.name === 'location'),
    inner,
    settingsOf(block, inherited),
  );
  const known = ['listen', 'server_name', 'location', ...settingNames];
  return {
    value: {
      entries: entriesOf(
        listens.flatMap((listen) => listen.value ?? []),
        hosts.flatMap(({host, place}) => (host === null ? [] : [{host, place}])),
        placeOf(directive, around),
      ),
      locations: locations.value,
      place: placeOf(directive, around),
    },
    notTaken: [
      ...listens.flatMap((listen) => listen.notTaken),
      ...hosts.flatMap(({host, place}) =>
        host === null ? [remark(place, 'an entry is one host, without wildcard and pattern')] : [],
      ),
      ...locations.notTaken,
      ...block.filter((it) => !known.includes(it.name)).map((it) => leftDirective(it, inner)),
      ...leftSettings(block, inner),
    ],
  };
}

interface Listen {
  readonly port: number;
  /** It answers every host that no other one answers. */
  readonly anyHost: boolean;
  readonly place: Place;
}

function readListen(directive: Directive, around: Around): Reading<Listen | null> {
  const place = placeOf(directive, around);
  const [address = '', ...parameters] = directive.args;
  const match = /^(?:(\[[\da-fA-F:.]+\]|[^:\s]+):)?(\d{1,5})$/.exec(
    /^\d+$/.test(address) || address.includes(':') ? address : `${address}:80`,
  );
  const secure = parameters.includes('ssl');
  if (!match) return {value: null, notTaken: [remark(place, 'is not a port that an entry has')]};
  const host = match[1] ?? '*';
  const bound = host !== '*' && host !== '0.0.0.0' && host !== '[::]';
  const left = parameters.filter((it) => it !== 'ssl' && it !== 'default_server');
  const notTaken: Remark[] = [
    ...(bound ? [remark(place, 'the balancer of Muster listens at every address of a node')] : []),
    ...(secure
      ? [remark(place, 'the balancer of Muster speaks plain HTTP: keep what ends TLS before it, and lead it to port 80')]
      : []),
    ...left.map((it) =>
      remark({...place, key: `${place.key} ${it.split('=', 1)[0]}`}, 'the balancer of Muster has no such setting'),
    ),
  ];
  // Behind what ends TLS, requests arrive on the port of plain HTTP.
  const port = secure && Number(match[2]) === 443 ? 80 : Number(match[2]);
  return {value: {port, anyHost: parameters.includes('default_server'), place}, notTaken};
}

/** Empty for a name that means every host; null for one that no entry can have. */
function hostOf(name: string): string | null {
  if (name === '_' || name === '') return '';
  const host = name.replace(/\.$/, '').toLowerCase();
  return /^[^\s*~$/\\:]+$/.test(host) && !host.startsWith('.') ? host : null;
}

function entriesOf(
  listens: readonly Listen[],
  hosts: readonly {readonly host: string; readonly place: Place}[],
  site: Place,
): Site['entries'] {
  const at = listens.length > 0 ? listens : [{port: 80, anyHost: false, place: site}];
  const found = at.flatMap(({port, anyHost, place}) => [
    ...hosts.map((it) => ({
      address: it.host === '' ? `:${port}` : port === 80 ? it.host : `${it.host}:${port}`,
      place: it.place,
    })),
    ...(anyHost || hosts.length === 0 ? [{address: `:${port}`, place}] : []),
  ]);
  return [...new Map(found.toReversed().map((entry) => [entry.address, entry])).values()].toReversed();
}
