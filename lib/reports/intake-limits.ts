import * as z from 'zod';
import { type EntityNumber, entityNumberSchema } from '../identifiers.ts';

const count = z.int().min(1);

/** What one reporting entity may ask of the intake, so that none starves the others. */
const entityLimitsSchema = z.strictObject({
  /**
   * So many at once after a quiet minute, then evenly: the allowance fills up within a minute. Counted
   * in whole milliseconds, so that one a millisecond is the most.
   */
  batchesPerMinute: count.max(60_000),
  /** The same of bytes as they are sent, packed or not. */
  bytesPerMinute: count,
  /** No further batch while so many records, or more, are in batches that are not finished. */
  waitingRecords: count,
  /** How many records the machine is expected to get through; tells how long to wait for the above. */
  expectedRecordsPerMinute: count,
});
export type EntityLimits = z.infer<typeof entityLimitsSchema>;

const intakeLimitsSchema = z.strictObject({
  default: entityLimitsSchema,
  /** What differs for single entities. */
  entities: z.record(entityNumberSchema, entityLimitsSchema.partial()),
});

/**
 * The limits of each entity, from JSON as in `infra/intake-limits.json`.
 *
 * @throws ZodError or SyntaxError when it is not that.
 */
export function readIntakeLimits(json: string): (entity: EntityNumber) => EntityLimits {
  const limits = intakeLimitsSchema.parse(JSON.parse(json));
  return (entity) => ({ ...limits.default, ...limits.entities[entity] }) as EntityLimits;
}
