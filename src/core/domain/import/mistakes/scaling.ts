import {listWords} from '../../indexes.js';
import type {KnownMistake} from './known-mistake.js';

export const nameFixed: KnownMistake = {
  code: 'NAME_FIXED',
  sentence: 'A service of several containers has one container_name, which only one can have.',
  find({gathered}) {
    return gathered.services
      .filter(({replicas, containerName}) => (replicas?.value ?? 1) > 1 && containerName !== null)
      .map(({containerName, replicas, name}) => ({
        ...containerName!.place,
        message: `${name} has ${replicas!.value} containers and one container_name, ${containerName!.value}, which only one of them can have.`,
        hint: 'Take container_name away; Muster names containers itself.',
      }));
  },
};

export const portFixed: KnownMistake = {
  code: 'PORT_FIXED',
  sentence: 'A service of several containers publishes one host port, which only one can have.',
  find({gathered}) {
    return gathered.services.flatMap(({replicas, ports, name}) =>
      ports
        .filter(({host, range}) => (replicas?.value ?? 1) > 1 && host !== null && !range)
        .map(({host, place}) => ({
          ...place,
          message: `${name} has ${replicas!.value} containers and publishes them all at port ${host}, which only one of them can have.`,
          hint: 'Publish the container port alone; Muster gives each instance host ports of its own.',
        })),
    );
  },
};

export const severalVersions: KnownMistake = {
  code: 'ONE_VERSION',
  sentence: 'Services of one app run different versions.',
  find({apps}) {
    return apps.flatMap(({services, name, version}) => {
      const images = services.flatMap(({image}) => image ?? []);
      const versions = [...new Set(images.map(({tag}) => tag ?? 'latest'))];
      const odd = images.find(({tag}) => (tag ?? 'latest') !== version);
      if (!odd) return [];
      return [
        {
          ...odd.place,
          message: `App ${name} runs in versions ${listWords(versions)}; an app has one version in an environment.`,
          hint: `${version} is taken over; give the other one an environment of its own, or muster app deploy ${name} --env ENV --version VERSION.`,
        },
      ];
    });
  },
};

export const movingVersion: KnownMistake = {
  code: 'VERSION_LATEST',
  sentence: 'An image has no tag, or latest: it is another one after the next pull.',
  find({apps}) {
    return apps.flatMap(({services, name}) => {
      const image = services.flatMap((service) => service.image ?? []).find(({tag}) => tag === null || tag === 'latest');
      if (!image) return [];
      return [
        {
          ...image.place,
          message: `App ${name} runs ${image.tag === null ? 'an image without tag' : 'the tag latest'}, which is another image after the next pull, on one machine and not on another.`,
          hint: `Name a version: muster app deploy ${name} --env ENV --version VERSION; Muster pins what it means at each release.`,
        },
      ];
    });
  },
};
