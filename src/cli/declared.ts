import type {Command} from '@oclif/core/command';
import type {Definitions} from './meaning.js';

/** A command as its class declares it. */
export interface Declared {
  /** `node:add`. */
  readonly id: string;
  readonly args: Definitions;
  readonly flags: Definitions;
  readonly examples: readonly string[];
}

/** What of a command's class describes it. */
export type Declaration = Pick<typeof Command, 'args' | 'baseFlags' | 'examples' | 'flags' | 'id'>;

export function declaredBy({id, args, flags, baseFlags, examples}: Declaration): Declared {
  return {
    id,
    args: args as Definitions,
    flags: {...baseFlags, ...flags} as Definitions,
    examples: (examples ?? []).map((example) => (typeof example === 'string' ? example : example.command)),
  };
}
