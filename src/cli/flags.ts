import * as Flags from '@oclif/core/flags';
import {parseDuration} from './durations.js';

/** Flags that mean the same on every command that has them; each has its `MUSTER_…` variable. */
export const orgFlag = Flags.string({char: 'o', default: 'default', description: 'organization', env: 'MUSTER_ORG', helpValue: 'NAME', parse: fold});
export const envFlag = Flags.string({char: 'e', required: true, description: 'environment', env: 'MUSTER_ENV', helpValue: 'NAME', parse: fold});
export const optionalEnvFlag = Flags.string({char: 'e', description: 'environment', env: 'MUSTER_ENV', helpValue: 'NAME', parse: fold});
export const appFlag = Flags.string({char: 'a', description: 'app', env: 'MUSTER_APP', helpValue: 'NAME', parse: fold});
export const dryRunFlag = Flags.boolean({description: 'show what would happen and write nothing', env: 'MUSTER_DRY_RUN'});
export const yesFlag = Flags.boolean({char: 'y', description: 'answer yes to every question', env: 'MUSTER_YES'});
export const forceFlag = Flags.boolean({description: 'override the checks that can be overridden; each is printed and audited', env: 'MUSTER_FORCE'});
export const confirmFlag = Flags.string({description: 'name of what loses data, typed to confirm', env: 'MUSTER_CONFIRM', helpValue: 'NAME'});
export const limitFlag = Flags.integer({default: 50, min: 1, description: 'rows at most', env: 'MUSTER_LIMIT', helpValue: 'N'});
export const lockWaitFlag = Flags.custom<number>({
  default: 0, description: 'wait this long for a lock that another holds', env: 'MUSTER_LOCK_WAIT', helpValue: '5m', parse: async (text) => parseDuration(text, '--lock-wait'),
})();
export const fileFlag = Flags.string({char: 'f', multiple: true, description: 'topology file, `-` for stdin; may be repeated', env: 'MUSTER_FILE', helpValue: 'FILE'});
export const labelFlag = Flags.string({multiple: true, description: 'label, may be repeated', env: 'MUSTER_LABEL', helpValue: 'KEY=VALUE'});

/** Flags of every command that changes something. */
export const mutationFlags = {'dry-run': dryRunFlag, yes: yesFlag};
/** Flags of every command that may move machines. */
export const clusterFlags = {...mutationFlags, 'lock-wait': lockWaitFlag};

async function fold(text: string): Promise<string> {
  return text.toLowerCase();
}
