import * as Args from '@oclif/core/args';
import {foldName} from '../core/domain/names.js';

/** The name of an object: upper case is folded. */
export function nameArg(kind: string) {
  return Args.string({
    ignoreStdin: true,
    required: true,
    description: `name of the ${kind}`,
    parse: async (text) => foldName(text),
  });
}

export function namesArg(kind: string) {
  return Args.string({
    ignoreStdin: true,
    required: true,
    multiple: true,
    description: `names of ${kind}s`,
    parse: async (text) => foldName(text),
  });
}

/** An argument of one value or more, as a list. */
export function listOf(value: string | readonly string[]): readonly string[] {
  return typeof value === 'string' ? [value] : value;
}
