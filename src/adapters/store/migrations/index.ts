import {migration as seals} from './001-seals.js';
import {migration as topology} from './002-topology.js';
import {migration as deployments} from './003-deployments.js';
import {migration as secrets} from './004-secrets.js';
import {migration as operations} from './005-operations.js';
import {migration as leases} from './006-leases.js';
import {migration as audit} from './007-audit.js';
import {migration as settings} from './008-settings.js';
import {migration as envSeals} from './009-env-seals.js';
import {migration as clusterAddresses} from './010-cluster-addresses.js';
import {migration as beats} from './011-beats.js';
import type {Migration} from './migration.js';

/** The only list of migrations; the position is the number. */
export const migrations: readonly Migration[] = [
  seals,
  topology,
  deployments,
  secrets,
  operations,
  leases,
  audit,
  settings,
  envSeals,
  clusterAddresses,
  beats,
];
