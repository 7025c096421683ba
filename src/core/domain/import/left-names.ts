import {canManage} from './backing.js';
import {useOf, type ImportedApp} from './app.js';
import {namesOf, type ImportedService} from './compose/service.js';
import {parseConnection} from '../connection-string.js';
import {remark, type Remark} from './findings.js';
import type {Gathered} from './gather.js';

/** Names that only the network of compose knows: Muster's has those of the services that it runs, and of single instances. */
export function unreachableNames({services, backing}: Gathered): ReadonlyMap<string, string> {
  const strangers = [...services, ...backing.filter(({kind}) => !canManage(kind)).map(({service}) => service)];
  return new Map(strangers.flatMap((service) => namesOf(service).map((name) => [name, service.name ?? name] as const)));
}

/** Values that lead to another service by its name in the file, each told with what to give instead. */
export function leftNames(
  {environment, command}: ImportedService,
  {recipe}: ImportedApp,
  strangers: ReadonlyMap<string, string>,
): readonly Remark[] {
  const words = (command?.value ?? []).map((value) => ({key: '', value, place: command!.place}));
  return [
    ...environment.filter(({key}) => useOf(recipe, key) !== 'service' && useOf(recipe, key) !== 'instance'),
    ...words,
  ].flatMap(({key, value, place}) => {
    const name = hostsIn(key, value ?? '').find((host) => strangers.has(host));
    const reason = `it leads to service ${strangers.get(name ?? '')} by a name that Muster's network does not have: give the address of its entry`;
    return name === undefined ? [] : [remark(place, reason)];
  });
}

/** Hosts that a value names: of addresses, `host:port`, or by itself where the variable is called so. */
function hostsIn(key: string, value: string): readonly string[] {
  const hosts = [
    ...[...value.matchAll(/[a-z][a-z0-9+.-]*:\/\/(?:[^\s/@]*@)?([^\s/:?#,;@"']+)/gi)].map(([, host]) => host!),
    ...[...value.matchAll(/(?:^|[\s,;=@(])([a-z0-9][\w.-]*):\d{1,5}(?=$|[\s,;/)])/gi)].map(([, host]) => host!),
    ...(/(?:HOST|HOSTNAME|HOSTS|SERVER|SERVERS|ADDR|ADDRESS|URL|URI|ENDPOINT|UPSTREAM|BROKER|BROKERS)$/i.test(key)
      ? value.split(/[\s,;]+/)
      : []),
    parseConnection(value.trim())?.host ?? '',
  ];
  return hosts.map((host) => host.toLowerCase());
}
