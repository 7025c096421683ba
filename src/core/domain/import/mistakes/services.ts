import {listWords} from '../../indexes.js';
import {findLoopback, isLoopbackHost} from '../../service-url.js';
import {serviceClass, serviceVariables, type ServiceClass} from '../../service-variables.js';
import {instancesOf, useOf, type Connection, type ImportedApp} from '../app.js';
import {formatOf} from '../../connection-string.js';
import {sameConnection} from '../connections.js';
import {isServiceAddress} from '../service-address.js';
import type {Imported} from '../imported.js';
import type {KnownMistake, Seen} from './known-mistake.js';

export const localhost: KnownMistake = {
  code: 'LOCALHOST_IN_CONTAINER',
  sentence: 'A container is told to find something at localhost, which is the container itself.',
  find({apps, env}) {
    return apps.flatMap(({connections, settings, recipe}) => [
      ...connections.flatMap(({said, slot, kind}) =>
        said
          .filter(({parts}) => isLoopbackHost(parts.host))
          .map(({parts, variable}) => ({
            ...variable.place,
            message: `${variable.key} leads to ${parts.host}, which inside a container is the container itself.`,
            hint: `Give the address that containers reach it by: muster service add ${slot} --env ${env} --kind ${kind} --url URL.`,
          })),
      ),
      ...settings
        .filter(
          ({key, values}) =>
            useOf(recipe, key) === 'config' &&
            !isForVisitors(key) &&
            values.some((value) => value.includes('://') && reached(value)),
        )
        .map(({key, uses}) => ({
          ...uses[0]!.variable.place,
          message: `${key} leads to ${reached(uses.map(({variable}) => variable.value ?? '').join(' '))}, which inside a container is the container itself.`,
          hint: `Give the address that containers reach it by: muster config set ${key}=VALUE --env ${env}.`,
        })),
    ]);
  },
};

/** An address that a browser is given, or that the app listens at, is not one that the container asks. */
function isForVisitors(key: string): boolean {
  const words = key.replaceAll(/([a-z])([A-Z])/g, '$1_$2');
  return (
    /(?:^|[_.-])(?:CORS|ORIGINS?|ALLOWED\w*|TRUSTED\w*|REDIRECT\w*|CALLBACK\w*|PUBLIC|EXTERNAL|FRONTEND|BROWSER|LISTEN\w*|BIND\w*|URLS)(?:$|[_.-])/i.test(
      words,
    ) || /^(?:NEXTAUTH|APP|SITE|WEB|WEBSITE|BASE|ROOT|HOME|CLIENT)[_.-]?(?:BASE[_.-]?)?UR[LI]$/i.test(words)
  );
}

/** Every address of the machine is where one listens, and nowhere to ask. */
function reached(value: string): string | null {
  return findLoopback(value.replaceAll('0.0.0.0', 'any'));
}

/** Instances of their own without a service that they must share. */
function unshared(
  app: ImportedApp,
  wanted: ServiceClass,
): readonly {readonly connection: Connection; readonly seen: Omit<Seen, 'message' | 'hint'>; readonly how: string}[] {
  if (instancesOf(app) < 2 || app.made) return [];
  return app.connections
    .filter(({kind, parts, slot}) => parts === null && serviceClass(kind) === wanted && app.recipe.services[slot]?.required)
    .flatMap((connection) => {
      const uses = app.settings.filter(({key}) => connection.keys.includes(key)).flatMap((setting) => setting.uses);
      const values = uses.map(({variable}) => variable.value);
      const local = values.every((value) => value !== null && (value.trim() === '' || /^local/i.test(value.trim())));
      if (uses.length > 0 && !local) return [];
      const how = uses.length === 0 ? 'is not set' : values[0]?.trim() === '' ? 'is empty' : 'starts with "local"';
      return [
        {connection, how: `${listWords(connection.keys, 'or')} ${how}`, seen: uses[0]?.variable.place ?? app.services[0]!.place},
      ];
    });
}

export const sqliteShared: KnownMistake = {
  code: 'SHARED_DATABASE',
  sentence: 'Several instances have no database in common, so that each keeps a file of its own.',
  find(imported) {
    const {apps, env} = imported;
    const alone = apps.flatMap((app) =>
      unshared(app, 'database').map(({connection: {slot, kind}, seen, how}) => ({
        ...seen,
        message: `${how}, so each of the ${instancesOf(app)} instances of app ${app.name} keeps a database file of its own.`,
        hint: `Give them one: muster service add ${slot} --env ${env} --kind ${kind} --url URL.`,
      })),
    );
    return [...alone, ...outOfReach(imported, 'database')];
  },
};

export const cacheMissing: KnownMistake = {
  code: 'SHARED_CACHE',
  sentence: 'Several instances have no cache or broker in common where the app wants one.',
  find(imported) {
    const {apps, env} = imported;
    const alone = apps.flatMap((app) =>
      unshared(app, 'cache').map(({connection: {slot, kind}, seen, how}) => ({
        ...seen,
        message: `${how}, so the ${instancesOf(app)} instances of app ${app.name} do not hear of one another.`,
        hint: `Give them one: muster service add ${slot} --env ${env} --kind ${kind} --url URL.`,
      })),
    );
    return [...alone, ...outOfReach(imported, 'cache')];
  },
};

/** What only the network of one compose file knows, on a deployment over several machines. */
function outOfReach({apps, env, declared, gathered}: Imported, wanted: ServiceClass): Seen[] {
  const machines = declared.nodes.length;
  if (machines < 2) return [];
  return apps.flatMap(({connections, services, name}) =>
    connections
      .filter(({kind}) => serviceClass(kind) === wanted)
      .flatMap(({slot, kind, managed, parts, place}) => {
        // Without an address the app is given the only service of the kind.
        const target = managed ?? (parts === null ? gathered.backing.find((it) => it.kind === kind) : undefined);
        if (!target) return [];
        return [
          {
            ...(place ?? services[0]!.place),
            message: `${target.service.name ?? slot} is a name that only the network of one machine knows, and app ${name} is on ${machines} machines.`,
            hint: `Give the address that all of them reach it by: muster service add ${slot} --env ${env} --kind ${kind} --url URL.`,
          },
        ];
      }),
  );
}

const forms: Readonly<Record<string, string>> = {
  'go-dsn': 'USER:PASSWORD@tcp(HOST:PORT)/DATABASE',
  url: 'SCHEME://USER:PASSWORD@HOST:PORT',
  'jdbc-url': 'jdbc:SCHEME://HOST:PORT/DATABASE',
};

export const connectionForm: KnownMistake = {
  code: 'DSN_FORMAT',
  sentence: 'A connection is written in a form that the app does not understand.',
  find({apps}) {
    return apps.flatMap(({recipe, connections}) => {
      const formats = new Map(serviceVariables(recipe).map(({key, format}) => [key, format]));
      return connections.flatMap(({said, unread, slot}) =>
        [...said.map(({variable}) => variable), ...unread]
          .filter(({key, value}) => {
            const wanted = formats.get(key) ?? '';
            return wanted in forms && formatOf(value!.trim()) !== wanted && !/^local/i.test(value!.trim());
          })
          .map(({key, place}) => ({
            ...place,
            message: `${key} is not in the form that the app understands, which is ${forms[formats.get(key)!]}.`,
            hint: `With Muster nobody writes it: it is made of service ${slot}. Until then correct it.`,
          })),
      );
    });
  },
};

export const servicesDiffer: KnownMistake = {
  code: 'SERVICE_DIFFERS',
  sentence: 'Instances of one app are led to different databases, caches or brokers.',
  find({apps}) {
    return apps.flatMap((app) => [...differingConnections(app), ...differingAddresses(app)]);
  },
};

function differingConnections({connections, name}: ImportedApp): Seen[] {
  return connections.flatMap(({said, parts, slot}) => {
    const other = said.filter((it) => !sameConnection(it.parts, parts));
    const [first] = other;
    if (!first) return [];
    return [
      {
        ...first.variable.place,
        message: `Instances of app ${name} do not share their ${slot}: ${listWords([...new Set(said.map((it) => it.parts.host))])}${new Set(said.map((it) => it.parts.host)).size < 2 ? ', with different users, databases or parameters' : ''}.`,
        hint: `Choose the one that all of them use; ${parts?.host ?? 'the first'} is taken over.`,
      },
    ];
  });
}

/** Of services that the recipe has no slot for. */
function differingAddresses({settings, recipe, name}: ImportedApp): Seen[] {
  return settings
    .filter((setting) => useOf(recipe, setting.key) === 'config' && setting.values.length > 1 && isServiceAddress(setting))
    .map(({key, uses, values}) => ({
      ...(uses.find(({variable}) => variable.value !== values[0]) ?? uses[0]!).variable.place,
      message: `Instances of app ${name} are led to ${values.length} different places by ${key}, so they do not share what is there.`,
      hint: `Choose the one that all of them use: muster config set ${key}=VALUE --env ENV --app ${name}.`,
    }));
}

export const brokerEmbedded: KnownMistake = {
  code: 'BROKER_EMBEDDED',
  sentence: 'Several instances each run a message broker inside themselves, and do not hear of one another.',
  find({apps}) {
    return apps
      .filter((app) => instancesOf(app) > 1)
      .flatMap((app) =>
        app.settings
          .filter(
            ({key, values}) =>
              /(?:artemis|activemq|broker|jms)[\w.]*mode$/i.test(key) &&
              values.some((value) => value.trim().toLowerCase() === 'embedded'),
          )
          .map(({key, uses}) => ({
            ...uses[0]!.variable.place,
            message: `${key} is embedded, so each of the ${instancesOf(app)} instances of app ${app.name} has a broker of its own.`,
            hint: `Run one broker for all of them: ${key}=native, and its address for every instance.`,
          })),
      );
  },
};
