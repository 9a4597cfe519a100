import * as z from 'zod';
import { batchIdSchema, type EntityNumber, ledgerKeySchema } from '../identifiers.ts';

/** Where the text of an accepted report is: a range of bytes of an object in the inbox. */
const reportLocationSchema = z.strictObject({
  name: z.string(),
  offset: z.int().min(0),
  length: z.int().min(1),
});
export type ReportLocation = z.infer<typeof reportLocationSchema>;

/**
 * What a version is in the light of what is known of its report:
 *
 * - `accepted`: it is live, or was until a later record of the same batch;
 * - `accepted-before-original`: a change or withdrawal, and no submission has been seen;
 * - `duplicate`: it says what is known already;
 * - `conflicting-duplicate`: a submission of a reference that was used for other content;
 * - `superseded`: a newer version arrived before it.
 */
const outcomes = [
  'accepted',
  'accepted-before-original',
  'duplicate',
  'conflicting-duplicate',
  'superseded',
] as const;
export type Outcome = (typeof outcomes)[number];

/** What is known of one report: its live version, and what may be left of earlier ones. */
export const registeredReportSchema = z.object({
  /** Of the live version; the digest and the action are its too. */
  revision: z.string(),
  digest: z.string(),
  action: z.enum(['submit', 'change', 'delete']),
  /** Absent when the live version is a withdrawal. */
  location: reportLocationSchema.optional(),
  /** Every ledger that any live version has touched, sorted. */
  touched: z.array(ledgerKeySchema),
  /** The first submission seen, if any. */
  submittedDigest: z.string().optional(),
  /**
   * What was decided by the block of records that wrote last, so that the same block, delivered
   * again after a crash, decides the same.
   */
  decided: z.strictObject({
    acceptedAs: batchIdSchema,
    first: z.int().min(0),
    outcomes: z.record(z.string(), z.enum(outcomes)),
  }),
  /** Grows by one with every write. */
  version: z.int().min(1),
});
export type RegisteredReport = z.infer<typeof registeredReportSchema>;

/** The port to the register of reports. References are unique for ever within an entity. */
export type ReportRegister = {
  getMany(
    entity: EntityNumber,
    references: readonly string[],
  ): Promise<Map<string, RegisteredReport>>;
  /** @throws StaleWrite unless the version before is the one that stands. */
  put(entity: EntityNumber, reference: string, next: RegisteredReport): Promise<void>;
};

/** The port to the text of live reports. */
export type AcceptedReports = {
  /** The JSON text of a report, fit for `filedReportSchema`. */
  read(location: ReportLocation): Promise<string>;
};
