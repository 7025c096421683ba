import {backingKind, isBalancer, type BackingService} from './backing.js';
import {readCompose, valuesOfShell} from './compose/read-compose.js';
import type {ImportedService} from './compose/service.js';
import {remark, type Remark} from './findings.js';
import type {Site, Upstream} from './nginx/balancer.js';
import {readNginx} from './nginx/read-nginx.js';
import {answerHosts} from './nginx/servers.js';
import type {ComposeSource, ImportSource, NginxSource} from './source.js';

/** What all files say, sorted by what it is. */
export interface Gathered {
  /** Names of the files as they were given. */
  readonly files: readonly string[];
  /** Services that become apps. */
  readonly services: readonly ImportedService[];
  /** Bodies of services that stand by themselves. */
  readonly bodies: readonly ImportedService[];
  readonly backing: readonly BackingService[];
  readonly upstreams: readonly Upstream[];
  readonly sites: readonly Site[];
  readonly unused: ComposeSource['unused'];
  readonly assumed: readonly Remark[];
  readonly notTaken: readonly Remark[];
}

export function gather(sources: readonly ImportSource[]): Gathered {
  const compose = sources.filter((source): source is ComposeSource => source.kind === 'compose');
  const readings = compose.map(readCompose);
  const balancers = sources.filter((source): source is NginxSource => source.kind === 'nginx').map(readNginx);
  const sites = answerHosts(balancers.flatMap((reading) => reading.value.servers));
  const all = readings.flatMap((reading) => reading.value);
  const whole = all.filter((service) => service.image !== null);
  const imageless = all.filter((service) => service.name !== null && service.image === null);
  const backing = whole.flatMap((service): BackingService[] => {
    const kind = backingKind(service);
    return kind === null ? [] : [{kind, service}];
  });
  return {
    files: sources.flatMap((source) => (source.kind === 'compose' ? source.files : source.file)),
    services: whole.filter((service) => backingKind(service) === null && !isBalancer(service)),
    bodies: all.filter((service) => service.name === null && service.image === null),
    backing,
    upstreams: balancers.flatMap((reading) => reading.value.upstreams),
    sites: sites.value,
    unused: compose.flatMap((source) => source.unused),
    assumed: compose.flatMap(valuesOfShell),
    notTaken: [
      ...readings.flatMap((reading) => reading.notTaken),
      ...balancers.flatMap((reading) => reading.notTaken),
      ...sites.notTaken,
      ...imageless.map((service) => remark(service.place, 'names no image, so there is nothing that Muster could run')),
      ...whole
        .filter(isBalancer)
        .map((service) =>
          remark(
            service.place,
            `Muster runs a balancer of its own: give the configuration of this one${configurationOf(service)}`,
          ),
        ),
    ],
  };
}

/** The file that is most likely mounted as configuration. */
function configurationOf({mounts}: ImportedService): string {
  const file = mounts.find(({source}) => source !== null && /\.(?:conf|cfg)$|nginx/.test(source))?.source;
  return file === undefined ? ' with -f' : `, with -f ${file}`;
}
