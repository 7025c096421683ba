import {isLoopbackHost} from '../../service-url.js';
import {remark, type Reading, type Remark} from '../findings.js';
import type {Place} from '../source.js';
import type {Location, Site} from './balancer.js';

/** `server { … }` as it is written; which hosts it answers depends on the others. */
export interface Server {
  readonly listens: readonly Listen[];
  readonly names: readonly ServerName[];
  readonly locations: readonly Location[];
  readonly place: Place;
}

export interface Listen {
  readonly port: number;
  /** Port of the entry: behind what ends TLS, requests arrive on that of plain HTTP. */
  readonly entryPort: number;
  readonly secure: boolean;
  /** `default_server`. */
  readonly standard: boolean;
  readonly place: Place;
}

export interface ServerName {
  /** Null for a wildcard or a pattern, empty for a name that no visitor says. */
  readonly host: string | null;
  readonly place: Place;
}

/**
 * Which hosts each server answers, over all files: a host that no server has goes to the `default_server` of the port,
 * or to its first server; of two servers with one name nginx ignores the second.
 */
export function answerHosts(servers: readonly Server[]): Reading<readonly Site[]> {
  const standard = new Map<number, Server>();
  for (const server of servers) for (const {port} of server.listens) if (!standard.has(port)) standard.set(port, server);
  const explicit = servers.flatMap((server) => server.listens.flatMap((listen) => (listen.standard ? [{server, listen}] : [])));
  for (const {server, listen} of explicit.toReversed()) standard.set(listen.port, server);
  const taken = new Map<string, Server>();
  const readings = servers.map((server) => {
    const own = server.listens.map((listen) =>
      hostsAt(listen, server, {isStandard: standard.get(listen.port) === server, taken}),
    );
    const entries = own.flatMap((it) => it.value);
    return {
      site: {
        entries: [...new Map(entries.toReversed().map((entry) => [entry.address, entry])).values()].toReversed(),
        locations: server.locations,
        place: server.place,
      },
      notTaken: own.flatMap((it) => it.notTaken),
    };
  });
  return {value: readings.map(({site}) => site), notTaken: readings.flatMap((it) => it.notTaken)};
}

type Entries = Site['entries'];

interface Around {
  /** It gets the hosts that no server has. */
  readonly isStandard: boolean;
  /** Who has a name at a port. */
  readonly taken: Map<string, Server>;
}

function hostsAt(listen: Listen, server: Server, {isStandard, taken}: Around): Reading<Entries> {
  const {port, entryPort} = listen;
  const every = (place: Place): Entries => [{address: `:${entryPort}`, place}];
  const entries: Entries[number][] = [];
  const notTaken: Remark[] = [];
  for (const {host, place} of server.names) {
    if (host === null) continue;
    const first = host === '' ? server : (taken.get(`${host}:${port}`) ?? server);
    taken.set(`${host}:${port}`, first);
    if (first !== server)
      notTaken.push(remark(place, `another server of port ${port} has the name already, so nginx does not ask this one`));
    else if (isStandard && (host === '' || isLoopbackHost(host))) entries.push(...every(place));
    else if (host !== '') entries.push({address: entryPort === 80 ? host : `${host}:${entryPort}`, place});
    else notTaken.push(remark(place, `nobody comes by that name, and another server gets the other hosts of port ${port}`));
  }
  if (!isStandard) {
    const unnamed =
      server.names.length === 0
        ? [remark(listen.place, `it has no name, and another server gets the other hosts of port ${port}`)]
        : [];
    return {value: entries, notTaken: [...notTaken, ...unnamed]};
  }
  if (listen.standard || entries.length === 0) return {value: [...entries, ...every(listen.place)], notTaken};
  const implied = !listen.secure && server.locations.length > 0 && entries.every(({address}) => !address.startsWith(':'));
  const reason = `every other host of port ${port} is answered by it too, as it is the first server there: no entry :${entryPort} is made for them`;
  return {value: entries, notTaken: implied ? [...notTaken, remark(listen.place, reason)] : notTaken};
}
