import * as z from 'zod/mini';

/** The schema with a sentence for its readers: editors show it from the published JSON Schema. */
export function describe<T extends z.core.$ZodType>(schema: T, description: string): T {
  z.globalRegistry.add(schema, {description});
  return schema;
}
