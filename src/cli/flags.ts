import * as Flags from '@oclif/core/flags';
import {foldClusterId} from '../core/domain/names.js';
import * as kinds from '../core/domain/values/kinds.js';
import {means} from './meaning.js';
import {numberParser, valueParser} from './value-flag.js';

/** Flags that mean the same on every command that has them; each has its `MUSTER_…` variable. */
export const orgFlag = Flags.string({
  char: 'o',
  default: 'default',
  description: 'organization',
  env: 'MUSTER_ORG',
  helpValue: 'NAME',
  parse: foldText,
  ...means({names: 'org'}),
});
export const envFlag = Flags.string({
  char: 'e',
  required: true,
  description: 'environment',
  env: 'MUSTER_ENV',
  helpValue: 'NAME',
  parse: foldText,
  ...means({names: 'env'}),
});
export const optionalEnvFlag = Flags.string({
  char: 'e',
  description: 'environment',
  env: 'MUSTER_ENV',
  helpValue: 'NAME',
  parse: foldText,
  ...means({names: 'env'}),
});
/** The same of several. */
export const envsFlag = Flags.string({
  char: 'e',
  multiple: true,
  description: 'environment',
  env: 'MUSTER_ENV',
  helpValue: 'NAME',
  parse: foldText,
  ...means({names: 'env'}),
});
/** The environment of what is made from nothing. */
export const newEnvFlag = Flags.string({
  char: 'e',
  default: 'prod',
  description: 'environment',
  env: 'MUSTER_ENV',
  helpValue: 'NAME',
  parse: foldText,
  ...means({names: 'env'}),
});
export const optionalNodeFlag = Flags.string({
  description: 'node',
  env: 'MUSTER_NODE',
  helpValue: 'NAME',
  parse: foldText,
  ...means({names: 'node'}),
});
export const appFlag = Flags.string({
  char: 'a',
  description: 'app',
  env: 'MUSTER_APP',
  helpValue: 'NAME',
  parse: foldText,
  ...means({names: 'app'}),
});
export const workspaceFlag = Flags.string({
  description: 'workspace',
  env: 'MUSTER_WORKSPACE',
  helpValue: 'NAME',
  parse: foldText,
  ...means({names: 'workspace'}),
});
const aCluster = {
  description: 'cluster that is meant, by its id',
  env: 'MUSTER_CLUSTER',
  helpValue: 'ID',
  parse: async (text: string) => foldClusterId(text),
  ...means({names: 'cluster'}),
} as const;
export const clusterFlag = Flags.string({...aCluster, required: true});
export const optionalClusterFlag = Flags.string(aCluster);
/** On every command. */
export const actingClusterFlag = Flags.string({...aCluster, helpGroup: 'GLOBAL'});
export const allFlag = Flags.boolean({description: 'what other clusters look after too', env: 'MUSTER_ALL'});
export const dryRunFlag = Flags.boolean({description: 'show what would happen and write nothing', env: 'MUSTER_DRY_RUN'});
export const yesFlag = Flags.boolean({char: 'y', description: 'answer yes to every question', env: 'MUSTER_YES'});
export const forceFlag = Flags.boolean({
  description: 'override the checks that can be overridden; each is printed and audited',
  env: 'MUSTER_FORCE',
});
export const confirmFlag = Flags.string({
  description: 'name of what loses data, typed to confirm',
  env: 'MUSTER_CONFIRM',
  helpValue: 'NAME',
});
export const limitFlag = Flags.integer({default: 50, min: 1, description: 'rows at most', env: 'MUSTER_LIMIT', helpValue: 'N'});
export const lockWaitFlag = Flags.custom<number>({
  default: 0,
  defaultHelp: async () => '0s',
  description: 'wait this long for a command that another runs; a lock taken by hand is not waited for',
  env: 'MUSTER_LOCK_WAIT',
  helpValue: '5m',
  parse: valueParser(kinds.duration, '--lock-wait'),
})();
export const fileFlag = Flags.string({
  char: 'f',
  multiple: true,
  description: 'file to read, `-` for stdin; may be repeated',
  env: 'MUSTER_FILE',
  helpValue: 'FILE',
  ...means({files: true}),
});
export const outFlag = Flags.string({
  description: 'file to write it to',
  env: 'MUSTER_OUT',
  helpValue: 'FILE',
  ...means({files: true}),
});
export const pruneFlag = Flags.boolean({
  description: 'remove what the declared environments have and the files have not',
  env: 'MUSTER_PRUNE',
});
export const topologyOnlyFlag = Flags.boolean({
  description: 'record what is declared and look at no machine; a later apply moves them',
  env: 'MUSTER_TOPOLOGY_ONLY',
  exclusive: ['prune'],
});
export const labelFlag = Flags.string({
  multiple: true,
  multipleNonGreedy: true,
  description: 'label, may be repeated',
  env: 'MUSTER_LABEL',
  helpValue: 'KEY=VALUE',
});
export const unlabelFlag = Flags.string({
  multiple: true,
  multipleNonGreedy: true,
  description: 'key of a label to take away, may be repeated',
  env: 'MUSTER_UNLABEL',
  helpValue: 'KEY',
});
export const imageFlag = Flags.string({
  description: 'image in the place of the usual one',
  env: 'MUSTER_IMAGE',
  helpValue: 'IMAGE',
  parse: valueParser(kinds.repository, '--image'),
});
/** Of a service, whose version is part of it. */
export const serviceImageFlag = Flags.string({
  description: 'image in the place of the usual one',
  env: 'MUSTER_IMAGE',
  helpValue: 'IMAGE',
  parse: valueParser(kinds.image, '--image'),
});
export const weightFlag = Flags.custom<number>({
  description: 'share of the traffic, 0 to 256; 0 takes none',
  env: 'MUSTER_WEIGHT',
  helpValue: 'N',
  parse: numberParser(kinds.weight, '--weight'),
})();
export const entryPathFlag = Flags.string({
  default: '/',
  description: 'path that leads to the app',
  env: 'MUSTER_PATH',
  helpValue: '/PATH',
  parse: valueParser(kinds.entryPath, '--path'),
});
const timeout = {
  description: 'longest wait for machines and services, as a whole',
  env: 'MUSTER_TIMEOUT',
  parse: valueParser(kinds.duration, '--timeout'),
} as const;
/** Of questions that are answered at once, or not. */
export const timeoutFlag = Flags.custom<number>({...timeout, default: 5000, defaultHelp: async () => '5s', helpValue: '5s'})();
/** Of work. */
export const workTimeoutFlag = Flags.custom<number>({...timeout, helpValue: '10m'})();
/** What `node add` and `node update` say of a node. */
export const nodeFlags = {
  address: Flags.string({
    description: 'where it is reached: a node by the balancer, a cluster by its URL',
    env: 'MUSTER_ADDRESS',
    helpValue: 'IP',
    parse: valueParser(kinds.nodeAddress, '--address'),
  }),
  group: Flags.string({
    description: 'group of nodes that it belongs to',
    env: 'MUSTER_GROUP',
    helpValue: 'NAME',
    parse: foldText,
    ...means({names: 'group'}),
  }),
  zone: Flags.string({
    description: 'where it stands',
    env: 'MUSTER_ZONE',
    helpValue: 'ZONE',
    parse: valueParser(kinds.zone, '--zone'),
  }),
  capacity: Flags.string({
    description: 'what instances may reserve on it',
    env: 'MUSTER_CAPACITY',
    helpValue: 'cpu=8,memory=32GiB',
  }),
  label: labelFlag,
  weight: weightFlag,
};

export const leaveDataFlag = Flags.boolean({
  description: 'move what keeps data in volumes, and leave the data where it is',
  env: 'MUSTER_LEAVE_DATA',
});
export const overcommitFlag = Flags.boolean({
  description: 'let instances reserve more of a node than it has; printed and audited',
  env: 'MUSTER_OVERCOMMIT',
});

/** Flags of every command that changes something. */
export const mutationFlags = {'dry-run': dryRunFlag, yes: yesFlag};
/** Flags of every command that looks at machines. */
export const lookFlags = {timeout: workTimeoutFlag};
/** Flags of every command that may move machines. */
export const clusterFlags = {...mutationFlags, 'lock-wait': lockWaitFlag, ...lookFlags};
export const missingOkFlag = Flags.boolean({
  description: 'what is not there is gone already: nothing to do',
  env: 'MUSTER_MISSING_OK',
});
/** The same of commands that take something away. */
export const removalFlags = {...mutationFlags, 'missing-ok': missingOkFlag};
export const clusterRemovalFlags = {...clusterFlags, 'missing-ok': missingOkFlag};

/** Upper case is folded, as in every name. */
export async function foldText(text: string): Promise<string> {
  return text.toLowerCase();
}
