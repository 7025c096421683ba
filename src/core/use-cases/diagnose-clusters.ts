import {listWords} from '../domain/indexes.js';
import {isDivided} from '../domain/standpoint.js';
import type {Ports} from '../ports/index.js';
import {pass, problem, type Check} from './check.js';
import {readClusterOverview, type ClusterOverview, type Tended} from './clusters.js';

/** What nobody looks after, and addresses that lead elsewhere; nothing for an installation that is alone and has left nothing out. */
export async function checkClusters(ports: Ports): Promise<readonly Check[]> {
  const overview = await readClusterOverview(ports);
  const found = [...checkStanding(overview), ...checkAddresses(overview), ...checkUnbound(overview), ...checkOrphans(overview)];
  if (found.length > 0) return found;
  return isDivided(overview) ? [pass('clusters', `${overview.clusters.length}, and each thing has one that looks after it`)] : [];
}

function checkStanding({acting, clusters}: ClusterOverview): readonly Check[] {
  if (acting !== null || clusters.length < 2) return [];
  return [
    problem('clusters', {
      result: 'warn',
      code: 'CLUSTER_NOT_JOINED',
      message: `This installation is none of the clusters ${listWords(clusters.map(({id}) => id))}, and acts for none.`,
      hint: 'muster cluster join --id ID, or act for one of them: muster cluster switch ID',
    }),
  ];
}

function checkAddresses({clusters}: ClusterOverview): readonly Check[] {
  return clusters
    .filter(({addressHealth}) => addressHealth === 'other' || addressHealth === 'silent')
    .map(({id, address, addressHealth}) =>
      problem(`address of ${id}`, {
        result: 'warn',
        code: addressHealth === 'other' ? 'CLUSTER_ADDRESS_WRONG' : 'CLUSTER_ADDRESS_SILENT',
        message: `${addressHealth === 'other' ? 'Somebody else' : 'Nobody'} answers at ${address}.`,
        hint: `muster cluster update ${id} --address URL`,
      }),
    );
}

function checkUnbound({unbound: {groups}}: ClusterOverview): readonly Check[] {
  return groups
    .filter(({members}) => members.length > 0)
    .map(({name, members}) =>
      problem(`group ${name}`, {
        result: 'warn',
        code: 'GROUP_UNBOUND',
        message: `No cluster looks after it, and so nobody after ${listWords(members)}.`,
        hint: `muster group bind ${name.split('/')[1]} --cluster ID --org ${name.split('/')[0]}`,
      }),
    );
}

/** By cluster: what it has left behind is adopted together. */
function checkOrphans({orphaned, clusters}: ClusterOverview): readonly Check[] {
  return clusters.flatMap(({id, lastBeat}) => {
    const its = (rows: readonly Tended[]) => rows.filter(({cluster}) => cluster === id).map(({name}) => name);
    const left = [
      ...its(orphaned.groups).map((name) => `group ${name}`),
      ...its(orphaned.workspaces).map((name) => `workspace ${name}`),
    ];
    if (left.length === 0) return [];
    return [
      problem(`cluster ${id}`, {
        result: 'warn',
        code: 'CLUSTER_OFFLINE',
        message: `It is offline, last beat at ${lastBeat}, and ${listWords(left)} ${left.length === 1 ? 'is' : 'are'} bound to it.`,
        hint: `Start its agent (muster agent run), or have another look after that: muster cluster adopt ${id} --to ID`,
      }),
    ];
  });
}
