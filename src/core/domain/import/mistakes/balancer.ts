import type {ImportedApp} from '../app.js';
import type {Imported} from '../imported.js';
import {looksLikeWebsocket} from '../make-recipe.js';
import type {Location} from '../nginx/balancer.js';
import {fittingWeights} from '../weigh.js';
import type {KnownMistake} from './known-mistake.js';

const greatestWeight = 256;

export const weightTooGreat: KnownMistake = {
  code: 'WEIGHT_INVALID',
  sentence: 'A weight is greater than 256, the greatest that a balancer of Muster knows.',
  find({gathered}) {
    return gathered.upstreams.flatMap(({servers}) => {
      const fitting = fittingWeights(servers);
      return servers
        .filter(({weight}) => (weight ?? 1) > greatestWeight)
        .map((server) => ({
          ...server.place,
          message: `The weight ${server.weight} is greater than ${greatestWeight}.`,
          hint: `It is taken over as ${fitting.get(server)}, with the others in proportion.`,
        }));
    });
  },
};

export const ipHashNetwork: KnownMistake = {
  code: 'IP_HASH_NETWORK',
  sentence:
    'ip_hash of nginx looks at the first three numbers of an IPv4 address, so everybody of one network is sent to one server.',
  find({gathered}) {
    return gathered.upstreams.flatMap(({hashesNetwork, name}) =>
      hashesNetwork === null
        ? []
        : [
            {
              ...hashesNetwork,
              message: `ip_hash of upstream ${name} looks at the first three numbers of an address: a whole office, or everybody behind one proxy, is sent to one server.`,
              hint: 'Nothing to do: ip-hash of Muster looks at the whole address, which must be that of the visitor and not of a proxy before the balancer.',
            },
          ],
    );
  },
};

/** Locations that lead to an app, each with it. */
function ledLocations({leads, apps}: Imported): readonly {readonly location: Location; readonly app: ImportedApp}[] {
  return leads.flatMap(({draft, locations}) => {
    const app = apps.find(({name}) => name === draft?.name);
    return app ? locations.map((location) => ({location, app})) : [];
  });
}

export const upgradeMissing: KnownMistake = {
  code: 'UPGRADE_MISSING',
  sentence: 'The balancer does not pass Upgrade on where the app has WebSockets.',
  find(imported) {
    return ledLocations(imported)
      .filter(
        ({location, app}) =>
          !location.settings.unread && !location.settings.headers.includes('upgrade') && wantsUpgrade(location, app),
      )
      .map(({location, app}) => ({
        ...location.place,
        message: `App ${app.name} has WebSockets at ${location.path}, and no proxy_set_header passes Upgrade and Connection on.`,
        hint: 'Nothing to do: the balancer of Muster passes them on. Until then: proxy_set_header Upgrade $http_upgrade.',
      }));
  },
};

function wantsUpgrade({path}: Location, {recipe, made}: ImportedApp): boolean {
  const below = (prefix: string) => prefix === '/' || path === prefix || path.startsWith(`${prefix}/`);
  const route = recipe.routes.filter((it) => below(it.path)).toSorted((a, b) => b.path.length - a.path.length)[0];
  return made ? looksLikeWebsocket(path) : (route?.websocket ?? false);
}

/** Longer than the usual minute, an answer is a stream. */
const usualReadMs = 60_000;

export const streamBuffered: KnownMistake = {
  code: 'STREAM_BUFFERED',
  sentence: 'The balancer buffers answers that the app streams.',
  find(imported) {
    return ledLocations(imported)
      .filter(
        ({location, app}) =>
          !app.made && !location.settings.unread && location.settings.buffering && app.recipe.timeouts.readMs > usualReadMs,
      )
      .map(({location, app}) => ({
        ...location.place,
        message: `App ${app.name} streams its answers, and nginx buffers them: people see them late and in pieces.`,
        hint: 'Nothing to do: the balancer of Muster passes them on as they come. Until then: proxy_buffering off.',
      }));
  },
};

export const readTimeoutShort: KnownMistake = {
  code: 'READ_TIMEOUT_SHORT',
  sentence: 'The balancer gives an answer up before the app may have said its first word.',
  find(imported) {
    return ledLocations(imported)
      .filter(
        ({location, app}) =>
          !app.made && !location.settings.unread && location.settings.readTimeoutMs < app.recipe.timeouts.readMs,
      )
      .map(({location, app}) => ({
        ...location.place,
        message: `nginx gives an answer of app ${app.name} up after ${location.settings.readTimeoutMs / 1000} s, and it may take ${app.recipe.timeouts.readMs / 1000} s.`,
        hint: `Nothing to do: the recipe says how long. Until then: proxy_read_timeout ${app.recipe.timeouts.readMs / 1000}s.`,
      }));
  },
};

export const addressHidden: KnownMistake = {
  code: 'FORWARDED_MISSING',
  sentence: 'The balancer does not say whom it asks for, so that a limit of one visitor hits all of them.',
  find(imported) {
    return ledLocations(imported)
      .filter(
        ({location}) =>
          !location.settings.unread &&
          !['x-forwarded-for', 'x-real-ip', 'forwarded'].some((header) => location.settings.headers.includes(header)),
      )
      .map(({location, app}) => ({
        ...location.place,
        message: `App ${app.name} sees the address of the balancer in the place of the visitor's.`,
        hint: 'Nothing to do: the balancer of Muster sets X-Forwarded-For. Until then: proxy_set_header X-Forwarded-For $remote_addr.',
      }));
  },
};
