import type {Topology} from '../model.js';
import type {Violation} from '../violation.js';

/** What rules may know besides the topology; gathered by the use-case, so that rules stay pure. */
export interface Facts {
  /** `org/env/app|*` + `/name` of secrets whose value is one of the recipe's refused or public values, with that value's class. */
  readonly weakSecrets: ReadonlyMap<string, 'refused' | 'public'>;
  /** Images (`repository:tag`) that are not on their node; `pullTried` and failed, unless it was a dry run. */
  readonly missingImages: readonly {
    readonly image: string;
    /** Id of the image that the others run; null where any that bears the name will do. */
    readonly pinned: string | null;
    readonly org: string;
    readonly node: string;
    readonly wantedBy: string;
    readonly pullTried: boolean;
  }[];
  /** Host ports that something foreign holds, as `org/node:port`, with what is known of the holder. */
  readonly foreignPorts: ReadonlyMap<string, string>;
  /** Envs with a healthy instance, as `org/env`; null when nobody looked. */
  readonly healthyEnvs: ReadonlySet<string> | null;
  /** Nodes that do not answer, as `org/node`. */
  readonly offlineNodes: ReadonlySet<string>;
}

export const noFacts: Facts = {
  weakSecrets: new Map(),
  missingImages: [],
  foreignPorts: new Map(),
  healthyEnvs: null,
  offlineNodes: new Set(),
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
