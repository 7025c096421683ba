import {newNode, withNode} from '../domain/changes/with-node.js';
import {alreadyExists, expectGroup, expectOrg} from '../domain/expect.js';
import {findNode} from '../domain/find.js';
import {orgFlag} from '../domain/indexes.js';
import type {Node} from '../domain/model.js';
import type {Ports} from '../ports/index.js';
import {changeTopology, type TopologyOutcome} from './change-topology.js';
import {differingFields} from './differing-fields.js';
import {updateFlags} from './update-flags.js';

/** What is said of a node; the rest of it stays, or gets its default. */
export type NodeFacts = Pick<Node, 'org' | 'name'> & Partial<Omit<Node, 'org' | 'name'>>;

export function addNode(
  ports: Ports,
  facts: NodeFacts & {readonly connect: string},
  options: {readonly dryRun: boolean},
): Promise<TopologyOutcome> {
  return changeTopology(
    ports,
    {
      org: facts.org,
      envs: [],
      edit: (before) => {
        expectOrg(before, facts.org);
        if (facts.group !== undefined) expectGroup(before, facts.org, facts.group);
        const standing = findNode(before, facts.org, facts.name);
        if (!standing) return withNode(before, {...newNode(facts.org, facts.name, facts.connect), ...facts});
        const differs = differingFields(standing, facts);
        if (differs.length === 0) return before;
        throw alreadyExists('node', facts.name, {
          differs,
          hint: `muster node update ${facts.name}${updateFlags(facts, differs, standing)}${orgFlag(facts.org)} changes it`,
        });
      },
    },
    options,
  );
}
