import type {Recipe} from '../model.js';
import type {ImportedService} from './compose/service.js';

/** Services that are one app: of one recipe, or of one image with one command. */
export interface AppDraft {
  readonly name: string;
  readonly recipe: Recipe | null;
  readonly services: readonly ImportedService[];
}
