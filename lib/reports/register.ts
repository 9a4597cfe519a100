import * as z from 'zod';
import { type EntityNumber, ledgerKeySchema } from '../identifiers.ts';

/** Where the text of an accepted report is: in a range of bytes of an object in the inbox. */
const reportLocationSchema = z.strictObject({
  name: z.string(),
  offset: z.int().min(0),
  length: z.int().min(1),
  /** Its place among the reports that are packed together in that range, from 0. */
  index: z.int().min(0),
});
export type ReportLocation = z.infer<typeof reportLocationSchema>;

/**
 * What a version is in the light of what is known of its report:
 *
 * - `accepted`: it is live, or was until a later record of the same batch;
 * - `accepted-before-original`: a change or withdrawal, and no submission has been seen;
 * - `duplicate`: it says what is known already;
 * - `duplicate-of-withdrawn`: it says what was said before the report was withdrawn, and stays so;
 * - `duplicate-of-replaced`: it says what was said first, and a newer version says something else;
 * - `conflicting-duplicate`: a submission of a reference that was used for other content;
 * - `superseded`: a newer version arrived before it.
 */
const outcomes = [
  'accepted',
  'accepted-before-original',
  'duplicate',
  'duplicate-of-withdrawn',
  'duplicate-of-replaced',
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
  /** Every subject whose ledger any live version has spoken to, sorted. */
  touched: z.array(ledgerKeySchema),
  /** The first submission seen, if any. */
  submittedDigest: z.string().optional(),
  /**
   * By revision: what was decided about versions that wrote here, where it would be decided otherwise
   * if they came again. A block that died before its receipts were kept decides what it decided first.
   */
  decided: z.record(z.string(), z.enum(outcomes)).optional(),
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
  /**
   * Brings many reports up to date. Reports are not written all at once: after a failure some may
   * be, and the same call again does the rest.
   *
   * @param decide is pure: from what is known of a report it says what is known from now on, with a
   *   higher version, or undefined when nothing changes. It is asked again, with newer knowledge,
   *   whenever somebody else wrote first: its last answer counts.
   * @throws StaleWrite when others kept writing first.
   */
  change(entity: EntityNumber, references: readonly string[], decide: Decide): Promise<void>;
};
export type Decide = (
  reference: string,
  known: RegisteredReport | undefined,
) => RegisteredReport | undefined;

/** The port to the text of live reports. */
export type AcceptedReports = {
  /** The JSON text of a report, fit for `filedReportSchema`. */
  read(location: ReportLocation): Promise<string>;
};
