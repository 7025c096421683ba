import type {DeclaredEnv} from '../../core/domain/declaration.js';
import {mergeFacts, mergeRows, type OnConflict} from './merge-facts.js';
import {placeOfAddress, type Fact} from './places.js';

/** What two places say of one environment, together. */
export function mergeEnvs(earlier: DeclaredEnv, later: DeclaredEnv, onConflict: OnConflict): DeclaredEnv {
  const [a, b] = [factsOf(earlier), factsOf(later)];
  return withoutRepeats(
    {
      ...mergeFacts(a, b, onConflict),
      nodes: [...earlier.nodes, ...later.nodes],
      entries: [...earlier.entries, ...later.entries],
      services: [...earlier.services, ...later.services],
      deployments: [...earlier.deployments, ...later.deployments],
    },
    onConflict,
  );
}

/** What the environment says of one node, entry, service or app in several places, together. */
export function withoutRepeats(env: DeclaredEnv, onConflict: OnConflict): DeclaredEnv {
  const within =
    (...fact: Fact): OnConflict =>
    (rest, values) =>
      onConflict([...fact, ...rest], values);
  return {
    ...env,
    nodes: mergeRows(
      env.nodes,
      ({node}) => node,
      (a, b, node) => mergeFacts(a, b, within('nodes', node)),
    ),
    entries: mergeRows(
      env.entries,
      ({address, path}) => placeOfAddress(address, path),
      (a, b, place) => mergeFacts(a, {...b, address: a.address}, within('entries', place)),
    ),
    services: mergeRows(
      env.services,
      ({name}) => name,
      (a, b, name) => mergeServices(a, b, within('services', name)),
    ),
    // Two versions of one app stay two deployments: a rule refuses them, naming both.
    deployments: mergeRows(
      env.deployments,
      ({app, version}) => `${app} ${version}`,
      (a, b) => mergeFacts(a, b, within('apps', a.app)),
    ),
  };
}

function factsOf({nodes: _nodes, entries: _entries, services: _services, deployments: _deployments, ...facts}: DeclaredEnv) {
  return facts;
}

type Service = DeclaredEnv['services'][number];

/** A service is reached by a URL or run by Muster: the one contradicts the other. */
function mergeServices(earlier: Service, later: Service, onConflict: OnConflict): Service {
  const [said, other] = later.url === undefined ? (['managed', 'url'] as const) : (['url', 'managed'] as const);
  if (later[said] === undefined || earlier[other] === undefined) return mergeFacts(earlier, later, onConflict);
  onConflict([said], {earlier: earlier[other], later: later[said]});
  return earlier;
}
