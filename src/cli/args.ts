import * as Args from '@oclif/core/args';
import {foldClusterId, foldName} from '../core/domain/names.js';
import type {NameKind} from '../core/use-cases/list-names.js';
import {means, type NewNameKind} from './meaning.js';
import {expectPair, pairForm} from './parse-pairs.js';

const fold = async (text: string) => foldName(text);

/** The name of an object that there is: upper case is folded. */
export function nameArg(kind: NameKind, what: string = kind) {
  return Args.string({
    ignoreStdin: true,
    required: true,
    description: `name of the ${what}`,
    parse: fold,
    ...means({names: kind}),
  });
}

/** The name of an object that is made. */
export function newNameArg(kind: NewNameKind, what: string = kind) {
  return Args.string({
    ignoreStdin: true,
    required: true,
    description: `name of the ${what}`,
    parse: fold,
    ...means({newName: kind}),
  });
}

/** What is set: `KEY=VALUE`, one or more. */
export function pairsArg() {
  return Args.string({
    ignoreStdin: true,
    required: true,
    multiple: true,
    description: pairForm.form,
    parse: async (text) => expectPair(text, pairForm),
  });
}

export function namesArg(kind: NameKind) {
  return Args.string({
    ignoreStdin: true,
    required: true,
    multiple: true,
    description: `names of ${kind}s`,
    parse: fold,
    ...means({names: kind}),
  });
}

export function optionalNamesArg(kind: NameKind) {
  return Args.string({
    ignoreStdin: true,
    multiple: true,
    description: `names of ${kind}s, all when none is given`,
    parse: fold,
    ...means({names: kind}),
  });
}

/** Ids of clusters are the same in any case. */
export const clusterArg = Args.string({
  ignoreStdin: true,
  required: true,
  description: 'id of the cluster',
  parse: async (text) => foldClusterId(text),
  ...means({names: 'cluster'}),
});

/** An address as it is written by users; the store keeps one spelling of it. */
export function addressArg(description: string, meaning: Parameters<typeof means>[0]) {
  return Args.string({ignoreStdin: true, required: true, description, ...means(meaning)});
}

const anOperation = {ignoreStdin: true, description: 'id of the operation'} as const;
export const operationArg = Args.string({...anOperation, required: true, ...means({names: 'operation'})});
export const openOperationArg = Args.string({...anOperation, required: true, ...means({names: 'open operation'})});
export const optionalOperationArg = Args.string({...anOperation, ...means({names: 'open operation'})});

/** An argument of one value or more, as a list. */
export function listOf(value: string | readonly string[]): readonly string[] {
  return typeof value === 'string' ? [value] : value;
}
