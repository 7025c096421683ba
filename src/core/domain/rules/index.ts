import {compareText} from '../names.js';
import {addressLoopback} from './address-loopback.js';
import {balanceUnknown} from './balance-unknown.js';
import {capacity} from './capacity.js';
import {clusterAddressWrong} from './cluster-address-wrong.js';
import {clusterBound} from './cluster-bound.js';
import {clusterIdConflict} from './cluster-id-conflict.js';
import {clusterNeedsSharedStore} from './cluster-needs-shared-store.js';
import {clusterNoAddress} from './cluster-no-address.js';
import {clusterOnline} from './cluster-online.js';
import {countInvalid} from './count-invalid.js';
import {configOverride} from './config-override.js';
import {configValue} from './config-value.js';
import {defaultKept} from './default-kept.js';
import {detectionTooSlow} from './detection-too-slow.js';
import {entryInvalid} from './entry-invalid.js';
import {entryTaken} from './entry-taken.js';
import {envInUse} from './env-in-use.js';
import {envNameCase} from './env-name-case.js';
import {envNoNode} from './env-no-node.js';
import {envOtherOrg} from './env-other-org.js';
import {groupInUse} from './group-in-use.js';
import {groupOneCluster} from './group-one-cluster.js';
import {heartbeatTooShort} from './heartbeat-too-short.js';
import {imageMissing} from './image-missing.js';
import {isolation} from './isolation.js';
import {lastEntry} from './last-entry.js';
import {localNodeMoves} from './local-node-moves.js';
import {machineStays} from './machine-stays.js';
import {masterRemove} from './master-remove.js';
import {nameInvalid} from './name-invalid.js';
import {nameTaken} from './name-taken.js';
import {nodeInUse} from './node-in-use.js';
import {nodeNotInEnv} from './node-not-in-env.js';
import {nodeOneOrg} from './node-one-org.js';
import {nodeUnready} from './node-unready.js';
import {oneMaster} from './one-master.js';
import {oneVersion} from './one-version.js';
import {orgInUse} from './org-in-use.js';
import {portTaken} from './port-taken.js';
import {portsExhausted} from './ports-exhausted.js';
import {routeAmbiguous} from './route-ambiguous.js';
import {sameSecret} from './same-secret.js';
import {secretMissing} from './secret-missing.js';
import {secretInConfig} from './secret-in-config.js';
import {sharedCache} from './shared-cache.js';
import {sharedDatabase} from './shared-database.js';
import {swapUnhealthy} from './swap-unhealthy.js';
import {valueInvalid} from './value-invalid.js';
import {versionUnknown} from './version-unknown.js';
import {volumeStays} from './volume-stays.js';
import {weightInvalid} from './weight-invalid.js';
import {workspaceInUse} from './workspace-in-use.js';
import {workspaceOneCluster} from './workspace-one-cluster.js';
import type {Violation} from '../violation.js';
import type {Rule, RuleInput} from './rule.js';

/** Every rule there is; the only list. */
export const rules: readonly Rule[] = [
  nameInvalid,
  valueInvalid,
  nameTaken,
  orgInUse,
  groupInUse,
  workspaceInUse,
  defaultKept,
  groupOneCluster,
  workspaceOneCluster,
  isolation,
  clusterIdConflict,
  clusterNeedsSharedStore,
  clusterNoAddress,
  clusterAddressWrong,
  clusterOnline,
  clusterBound,
  heartbeatTooShort,
  localNodeMoves,
  nodeOneOrg,
  machineStays,
  envOtherOrg,
  envNoNode,
  nodeNotInEnv,
  nodeInUse,
  volumeStays,
  envInUse,
  nodeUnready,
  addressLoopback,
  capacity,
  oneVersion,
  versionUnknown,
  imageMissing,
  entryTaken,
  entryInvalid,
  lastEntry,
  swapUnhealthy,
  routeAmbiguous,
  oneMaster,
  sharedDatabase,
  sharedCache,
  sameSecret,
  secretMissing,
  envNameCase,
  configValue,
  configOverride,
  secretInConfig,
  portTaken,
  portsExhausted,
  masterRemove,
  countInvalid,
  weightInvalid,
  balanceUnknown,
  detectionTooSlow,
];

export function checkTopology(input: RuleInput): Violation[] {
  return rules
    .flatMap((rule) => rule.check(input))
    .sort((a, b) => compareText(a.code, b.code) || compareText(a.subject, b.subject) || compareText(a.message, b.message));
}
