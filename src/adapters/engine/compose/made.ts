import type {Made, MadeFrom, ObservedContainer} from '../../../core/domain/container.js';
import {valueDigest} from '../../../core/domain/digest.js';
import type {ContainerDetail, ContainerSummary, ImageConfig, ImageDetail} from './docker-types.js';
import type {EngineAccess} from './engine-access.js';
import {parseEnvironment} from './parse.js';

const looksAtOnce = 16;

/** What each running container was made with, by its id; one that went meanwhile is left out. */
export async function readMade(
  access: EngineAccess,
  containers: readonly ContainerSummary[],
): Promise<ReadonlyMap<string, Made>> {
  const running = containers.filter(({State}) => State === 'running');
  const images = new Map<string, Promise<ImageDetail | null>>();
  const imageOf = (id: string) => {
    const known = images.get(id) ?? access.api.find<ImageDetail>(`/images/${id}/json`);
    images.set(id, known);
    return known;
  };
  const made = new Map<string, Made>();
  for (let first = 0; first < running.length; first += looksAtOnce) {
    await Promise.all(
      running.slice(first, first + looksAtOnce).map(async ({Id}) => {
        const detail = await access.api.find<ContainerDetail>(`/containers/${Id}/json`);
        const image = detail && (await imageOf(detail.Image));
        if (detail && image) made.set(Id, parseMade(detail, image));
      }),
    );
  }
  return made;
}

export function withMade(container: ObservedContainer, made: Made | undefined): ObservedContainer {
  return made ? {...container, made} : container;
}

export function parseMade(detail: ContainerDetail, image: ImageDetail): Made {
  return {
    ...madeFrom(detail.Config),
    image: detail.Config.Image,
    imageId: detail.Image,
    ports: Object.entries(detail.HostConfig.PortBindings ?? {}).flatMap(([port, bindings]) =>
      (bindings ?? []).map(({HostPort}) => ({hostPort: Number(HostPort), containerPort: Number.parseInt(port, 10)})),
    ),
    mounts: detail.Mounts.flatMap(({Type, Name, Source, Destination}) =>
      Type === 'bind' || Type === 'volume'
        ? [{kind: Type, source: Type === 'bind' ? Source : (Name ?? ''), path: Destination}]
        : [],
    ),
    ofImage: madeFrom(image.Config ?? {}),
  };
}

function madeFrom({Env, Cmd, Entrypoint, User}: Partial<ImageConfig>): MadeFrom {
  const variables = Object.entries(parseEnvironment(Env ?? []));
  return {
    environment: Object.fromEntries(variables.map(([name, value]) => [name, valueDigest(value)])),
    command: JSON.stringify(Cmd ?? []),
    entrypoint: JSON.stringify(Entrypoint ?? []),
    user: User ?? '',
  };
}
