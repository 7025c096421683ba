import * as z from 'zod/mini';
import {parseMemory} from '../../core/domain/capacity.js';

const memory = z.string().check(z.refine((value) => parseMemory(value) !== null, 'must be a size such as 512MiB or 64GiB'));

/** Cores and memory, of a node or of what an instance reserves of it. */
export const capacitySchema = z.strictObject({
  cpu: z.optional(z.number().check(z.positive('must be more than 0'))),
  memory: z.optional(memory),
});
