import * as z from 'zod';
import { caseIdSchema, ledgerKeySchema, reportKeySchema } from '../identifiers.ts';
import { roleSchema } from './assessment.ts';

/*
 * What people decided about the evidence, the roles and the subjects of a case, as far as nobody took
 * it back. It stands in the case itself, so that the machine reads it wherever it reads the case. The
 * decisions with their reasons are records of their own.
 */

/** A transaction of a report: every entry of it, in whose ledger ever it stands. */
export const evidenceNameSchema = z.strictObject({
  ...reportKeySchema.shape,
  transaction: z.string().min(1).max(200),
});
export type EvidenceName = z.infer<typeof evidenceNameSchema>;

/** By which decision of the case that holds it. */
const sequence = z.int().min(1);

const exclusionSchema = z.strictObject({ ...evidenceNameSchema.shape, sequence });
export type Exclusion = z.infer<typeof exclusionSchema>;

const roleDecidedSchema = z.strictObject({
  subject: ledgerKeySchema,
  role: roleSchema,
  sequence,
  /** Of several people's decisions about one subject the last counts. */
  at: z.iso.datetime({ offset: true }),
});

/** Two cases that are one, whatever links say; both hold the record. */
export const mergeSchema = z.strictObject({
  /** The case that goes on. */
  into: caseIdSchema,
  /** The case that is set aside for as long as this stands. */
  from: caseIdSchema,
  /** Of the decision on `into`. */
  sequence,
  /** All subjects of both as they were then. */
  subjects: z.array(ledgerKeySchema).min(2),
});
export type Merge = z.infer<typeof mergeSchema>;

/** Subjects that left a case for one of their own, whatever links say; both hold the record. */
export const splitSchema = z.strictObject({
  /** The case they left. */
  from: caseIdSchema,
  /** The case named after the first of them. */
  to: caseIdSchema,
  /** Of the decision on `from`. */
  sequence,
  leaving: z.array(ledgerKeySchema).min(1),
  /** Who else was in the case then. */
  staying: z.array(ledgerKeySchema).min(1),
});
export type Split = z.infer<typeof splitSchema>;

/** As many transactions as can be set aside in one case. */
export const mostExclusions = 500;

export const standingDecisionsSchema = z
  .strictObject({
    /** The decision that last changed any of this: an assessment says up to which it heeds them. */
    sequence,
    excluded: z.array(exclusionSchema).max(mostExclusions).optional(),
    roles: z.array(roleDecidedSchema).optional(),
    merges: z.array(mergeSchema).optional(),
    splits: z.array(splitSchema).optional(),
  })
  .meta({ id: 'StandingDecisions' });
export type StandingDecisions = z.infer<typeof standingDecisionsSchema>;

/** Equal for the same transaction. */
export const evidenceName = ({ entity, reference, transaction }: EvidenceName): string =>
  JSON.stringify([entity, reference, transaction]);

/** What stands after a decision that changed some of it; what is empty is left out. */
export function standingAfter(
  { standing }: { standing?: StandingDecisions | undefined },
  sequenceOfChange: number,
  change: Partial<Omit<StandingDecisions, 'sequence'>>,
): StandingDecisions {
  const lists = Object.entries({ ...standing, ...change, sequence: sequenceOfChange });
  return standingDecisionsSchema.parse(
    Object.fromEntries(lists.filter(([, value]) => !Array.isArray(value) || value.length > 0)),
  );
}
