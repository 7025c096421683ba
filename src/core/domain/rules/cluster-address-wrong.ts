import type {AddressAnswer} from '../cluster-address.js';
import type {Cluster} from '../model.js';
import type {Violation} from '../violation.js';
import type {Rule} from './rule.js';

export const clusterAddressWrong: Rule = {
  codes: ['CLUSTER_ADDRESS_WRONG', 'CLUSTER_ADDRESS_SILENT'],
  sentence: 'A cluster is switched to only when its own agent answers at its address.',
  check({after, facts}) {
    const chosen = facts.clusters?.chosen;
    const answer = chosen?.answer ?? null;
    const cluster = after.clusters.find(({id}) => id === chosen?.id);
    if (answer === null || cluster?.address == null) return [];
    return answer.kind === 'silent' ? [silent(cluster, answer.reason)] : wrong(cluster, answer);
  },
};

function silent({id, address}: Cluster, reason: string): Violation {
  return {
    code: 'CLUSTER_ADDRESS_SILENT',
    severity: 'error',
    subject: `cluster ${id}`,
    message: `Nobody answers at ${address}, the address of cluster ${id}: ${reason}.`,
    hint: `Start its agent there (muster agent run), or act for it all the same: muster cluster switch ${id} --force.`,
    details: {cluster: id, address, reason},
  };
}

function wrong({id, address, installation}: Cluster, answer: Exclude<AddressAnswer, {kind: 'silent'}>): readonly Violation[] {
  const found = answer.kind === 'agent' ? answer.identity : null;
  if (found?.installation === installation) return [];
  const told = found
    ? `installation ${found.installation} (cluster ${found.cluster}) answers`
    : `something else answers (${answer.kind === 'stranger' ? answer.reason : ''})`;
  return [
    {
      code: 'CLUSTER_ADDRESS_WRONG',
      severity: 'error',
      subject: `cluster ${id}`,
      message: `At ${address}, the address of cluster ${id}, ${told} and not installation ${installation}.`,
      hint: `Correct the address: muster cluster update ${id} --address URL.`,
      details: {
        cluster: id,
        address,
        expected: installation,
        found: found?.installation ?? null,
        foundCluster: found?.cluster ?? null,
      },
    },
  ];
}
