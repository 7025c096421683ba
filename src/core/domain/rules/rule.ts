import type {AddressAnswer} from '../cluster-address.js';
import type {Moved} from '../looked-after.js';
import type {SecretTarget, Topology} from '../model.js';
import type {SecretWeakness} from '../secrets/secret-weakness.js';
import type {Standpoint} from '../standpoint.js';
import type {Violation} from '../violation.js';

/** What rules may know besides the topology; gathered by the use-case, so that rules stay pure. */
export interface Facts {
  /** `org/env/app|*` + `/name` of secrets whose value the app refuses or everybody can guess, and why. */
  readonly weakSecrets: ReadonlyMap<string, SecretWeakness>;
  /** Secrets that nobody has set and that Muster may not make. */
  readonly missingSecrets: readonly SecretTarget[];
  /** Images (`repository:tag`) that are another one on their node than on the others. */
  readonly missingImages: readonly {
    readonly image: string;
    /** Id of the image that the others run. */
    readonly pinned: string;
    readonly org: string;
    readonly node: string;
    readonly wantedBy: string;
  }[];
  /** Images of deployments that have to be pulled. */
  readonly absentImages: readonly {
    readonly image: string;
    readonly org: string;
    readonly node: string;
    readonly wantedBy: string;
  }[];
  /** Host ports that something foreign holds, as `org/node:port`, with what is known of the holder. */
  readonly foreignPorts: ReadonlyMap<string, string>;
  /** Envs with a healthy instance, as `org/env`; null when nobody looked. */
  readonly healthyEnvs: ReadonlySet<string> | null;
  /** Nodes that do not answer, as `org/node`. */
  readonly offlineNodes: ReadonlySet<string>;
  /** Nodes, as `org/node`, whose old and new connection were found to lead to the same containers. */
  readonly sameMachines: ReadonlySet<string>;
  /** Who changes; null when nobody in particular does. */
  readonly standpoint: Standpoint | null;
  /** On whose machines the change may act, whatever of the topology it changes. */
  readonly moved: readonly Moved[];
  /** Null where clusters neither come, go nor are chosen. */
  readonly clusters: ClusterFacts | null;
}

export interface ClusterFacts {
  /** Whether installations on several machines can use the store. */
  readonly sharedStore: boolean;
  /** Clusters that have ever beaten, by id. */
  readonly beats: ReadonlyMap<string, {readonly at: string; readonly online: boolean}>;
  /** Cluster that loses all that it looks after, besides one that is deleted. */
  readonly left: string | null;
  /** Cluster that is to be acted for, and how its address answered; null where it has none or is the asker's own. */
  readonly chosen: {readonly id: string; readonly isOwn: boolean; readonly answer: AddressAnswer | null} | null;
}

export const noFacts: Facts = {
  weakSecrets: new Map(),
  missingSecrets: [],
  missingImages: [],
  absentImages: [],
  foreignPorts: new Map(),
  healthyEnvs: null,
  offlineNodes: new Set(),
  sameMachines: new Set(),
  standpoint: null,
  moved: [],
  clusters: null,
};

export interface RuleInput {
  readonly before: Topology;
  readonly after: Topology;
  readonly facts: Facts;
}

/** A topology rule. `check` returns every violation there is, never throws, and reads nothing but its input. */
export interface Rule {
  /** Codes that `check` may report. */
  readonly codes: readonly string[];
  /** The rule in one sentence, for the documentation. */
  readonly sentence: string;
  check(input: RuleInput): readonly Violation[];
}
