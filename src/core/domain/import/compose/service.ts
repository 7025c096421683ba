import type {Capacity} from '../../model.js';
import type {HealthRequest} from '../../recipe.js';
import type {Place} from '../source.js';

export interface ImageName {
  /** Without tag, registry included where it is not the usual one. */
  readonly repository: string;
  /** Null when the file says none. */
  readonly tag: string | null;
  readonly place: Place;
}

export interface Variable {
  readonly key: string;
  /** Null: not in the files, but in the shell of whoever starts them. */
  readonly value: string | null;
  /** The compose file itself has the value. */
  readonly written: boolean;
  readonly place: Place;
}

export interface PublishedPort {
  readonly container: number;
  /** The first of a range; null when docker chooses. */
  readonly host: number | null;
  readonly range: boolean;
  /** Address of the host that it listens on; null for any. */
  readonly address: string | null;
  readonly name: string | null;
  readonly place: Place;
}

export interface Mount {
  readonly kind: 'bind' | 'volume';
  /** Null for a volume without a name. */
  readonly source: string | null;
  readonly target: string;
  readonly readOnly: boolean;
  /** A single file of the machine. */
  readonly isFile: boolean;
  readonly place: Place;
}

/** What a probe asks over HTTP. */
export interface HttpProbe extends HealthRequest {
  /** Null: the usual one of its scheme. */
  readonly port: number | null;
  /** What a recipe cannot ask, in words that end "the probe …". */
  readonly more: readonly string[];
}

export interface Probe {
  /** As compose takes it: `CMD`, `CMD-SHELL` or `NONE` first; null when only its times are said. */
  readonly test: readonly string[] | null;
  /** Null: nothing over HTTP, or not of its own container. */
  readonly asked: HttpProbe | null;
  readonly intervalMs: number | null;
  readonly timeoutMs: number | null;
  readonly retries: number | null;
  readonly startPeriodMs: number | null;
  readonly place: Place;
}

export interface Said<T> {
  readonly value: T;
  readonly place: Place;
}

/** What is taken of one service of a compose file. */
export interface ServiceFacts {
  readonly image: ImageName | null;
  readonly environment: readonly Variable[];
  readonly ports: readonly PublishedPort[];
  /** Container port that a label names to a balancer. */
  readonly webPort: Said<number> | null;
  /** Container ports that are only named. */
  readonly exposed: readonly number[];
  readonly mounts: readonly Mount[];
  readonly replicas: Said<number> | null;
  readonly containerName: Said<string> | null;
  /** Other names that its network knows it by. */
  readonly hostNames: readonly string[];
  readonly probe: Probe | null;
  readonly command: Said<readonly string[]> | null;
  readonly needs: readonly Said<string>[];
  readonly hostNetwork: boolean;
  readonly reserve: Said<Capacity> | null;
  readonly stopGraceMs: Said<number> | null;
}

export const noFacts: ServiceFacts = {
  image: null,
  environment: [],
  ports: [],
  exposed: [],
  webPort: null,
  mounts: [],
  replicas: null,
  containerName: null,
  hostNames: [],
  probe: null,
  command: null,
  needs: [],
  hostNetwork: false,
  reserve: null,
  stopGraceMs: null,
};

export interface ImportedService extends ServiceFacts {
  /** Variables that a later file says again. */
  readonly overridden: readonly Variable[];
  /** Null for the body of a service that stands by itself in a file. */
  readonly name: string | null;
  readonly place: Place;
}

/** Every name that containers of its network reach it by, in lower case. */
export function namesOf({
  name,
  containerName,
  hostNames,
}: Pick<ImportedService, 'name' | 'containerName' | 'hostNames'>): readonly string[] {
  return [...(name === null ? [] : [name]), ...(containerName ? [containerName.value] : []), ...hostNames].map((it) =>
    it.toLowerCase(),
  );
}
