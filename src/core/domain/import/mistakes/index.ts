import {comparePlaces, type Mistake} from '../findings.js';
import type {Imported} from '../imported.js';
import {addressHidden, ipHashNetwork, readTimeoutShort, streamBuffered, upgradeMissing, weightTooGreat} from './balancer.js';
import {configNotRead, configValue, nameCase, notPassed, redirectLoop} from './config.js';
import {healthCannotFail} from './health.js';
import type {KnownMistake} from './known-mistake.js';
import {roleMisspelled, severalMasters} from './roles.js';
import {movingVersion, nameFixed, portFixed, severalVersions} from './scaling.js';
import {secretDiffers, secretPlain, secretPublic} from './secrets.js';
import {nameTwice, portTwice} from './twice.js';
import {brokerEmbedded, cacheMissing, connectionForm, localhost, servicesDiffer, sqliteShared} from './services.js';

/** Every mistake that is looked for; the only list. */
export const knownMistakes: readonly KnownMistake[] = [
  healthCannotFail,
  secretPlain,
  secretPublic,
  secretDiffers,
  roleMisspelled,
  severalMasters,
  sqliteShared,
  cacheMissing,
  localhost,
  connectionForm,
  servicesDiffer,
  brokerEmbedded,
  configNotRead,
  configValue,
  redirectLoop,
  nameCase,
  notPassed,
  nameFixed,
  portFixed,
  nameTwice,
  portTwice,
  severalVersions,
  movingVersion,
  weightTooGreat,
  ipHashNetwork,
  upgradeMissing,
  streamBuffered,
  readTimeoutShort,
  addressHidden,
];

/** Every known mistake of the files, in their order. */
export function findMistakes(imported: Imported): readonly Mistake[] {
  const found = knownMistakes.flatMap(({code, find}) =>
    find(imported).map(({file, line, key, message, hint}): Mistake => ({code, file, line, key, message, hint})),
  );
  const unique = [...new Map(found.map((mistake) => [JSON.stringify(mistake), mistake])).values()];
  return unique.sort((a, b) => comparePlaces(imported.gathered.files, a, b));
}
