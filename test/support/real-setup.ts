import {removeRigs} from '../rig/rig.js';
import {removeLeftovers} from './leftovers.js';

/** Before the first test on real Docker. */
export async function setup(): Promise<void> {
  await removeRigs();
  await removeLeftovers();
}
