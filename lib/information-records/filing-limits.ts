import * as z from 'zod';
import { type RecipientId, recipientIdSchema } from '../identifiers.ts';

const count = z.int().min(1);

/** How many records one agency may file, so that its token, lost or wild, stops nobody's work. */
const filingLimitsSchema = z.strictObject({
  /** So many at once after a quiet hour, then evenly: the allowance fills up within an hour. */
  recordsPerHour: count.max(100_000),
  /** The same of a day. */
  recordsPerDay: count.max(1_000_000),
});
export type FilingLimits = z.infer<typeof filingLimitsSchema>;

const informationLimitsSchema = z.strictObject({
  default: filingLimitsSchema,
  /** What differs for single agencies. */
  agencies: z.record(recipientIdSchema, filingLimitsSchema.partial()),
});

/**
 * The limits of each agency, from JSON as in `infra/information-limits.json`.
 *
 * @throws ZodError or SyntaxError when it is not that.
 */
export function readFilingLimits(json: string): (agency: RecipientId) => FilingLimits {
  const limits = informationLimitsSchema.parse(JSON.parse(json));
  return (agency) => ({ ...limits.default, ...limits.agencies[agency] }) as FilingLimits;
}
