import {names} from './names.js';
import {rules} from './rules.js';
import type {HintScenario} from './scenario.js';
import {stores} from './stores.js';
import {usage} from './usage.js';

export const scenarios: readonly HintScenario[] = [...names, ...rules, ...stores, ...usage];
