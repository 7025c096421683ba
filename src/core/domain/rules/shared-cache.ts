import {checkSharedServices} from '../shared-services.js';
import type {Rule} from './rule.js';

export const sharedCache: Rule = {
  codes: ['SHARED_CACHE'],
  sentence: 'Where the recipe wants Redis or a broker, several instances share the same one; localhost is none.',
  check({after}) {
    return checkSharedServices(after, {
      code: 'SHARED_CACHE',
      class: 'cache',
      ownValue: (value) => (value.trim() === '' ? 'is empty, which means none' : null),
    });
  },
};
