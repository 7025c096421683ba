import * as z from 'zod/mini';
import {cores, memory} from '../../core/domain/values/kinds.js';
import {valueSchema} from './value-schema.js';

/** Cores and memory, of a node or of what an instance reserves of it. */
export const capacitySchema = z.strictObject({
  cpu: z.optional(z.number().check(z.refine((value) => 'ok' in cores.read(String(value)), `must be ${cores.form}`))),
  memory: z.optional(valueSchema(memory, 'a size such as 512MiB or 64GiB')),
});
