import * as z from 'zod';
import { ledgerKeySchema, reportKeySchema } from '../identifiers.ts';
import { localTimeSchema } from '../time.ts';
import { entrySchema } from './entry.ts';

/** What a report says of the subject itself. All of it is on the list of designated information. */
export const partyDetailsSchema = z.strictObject({
  kind: z.enum(['person', 'entity']),
  /** The reporter's hint; it guides a role hypothesis and is never printed as a finding. */
  roleHint: z.enum(['subject', 'possible_victim', 'facilitator', 'buyer', 'merchant', 'unknown']),
  surname: z.string().optional(),
  given: z.string().optional(),
  name: z.string().optional(),
  alias: z.string().optional(),
  birthDate: z.string().optional(),
  occupation: z.string().optional(),
  employer: z.string().optional(),
  business: z.string().optional(),
  city: z.string().optional(),
  province: z.string().optional(),
});
export type PartyDetails = z.infer<typeof partyDetailsSchema>;

/** Supporting records about the subject, by part. A part that was sent empty is an empty list. */
export const subjectRecordSchema = z.strictObject({
  /** RFC 3339 with offset, or a date for records that have no time. */
  at: z.string(),
  code: z.string().optional(),
  /** What two records of different subjects may share: a phone, a device, a companion. */
  key: z.string().optional(),
  city: z.string().optional(),
  value: z.string().optional(),
  /** How sure the match of outside data is. */
  confidence: z.enum(['low', 'medium', 'high']).optional(),
});
export type SubjectRecord = z.infer<typeof subjectRecordSchema>;

export const recordParts = [
  'profiles',
  'relationships',
  'sessions',
  'cardAuthorizations',
  'declined',
  'staffObservations',
  'advertMatches',
  'adverseMedia',
  'facts',
] as const;
export type RecordPart = (typeof recordParts)[number];

export const profileSchema = z.strictObject({
  declaredMonthlyIncomeMinor: z.int().optional(),
  expectedMonthlyInMinor: z.int().optional(),
  naics: z.string().optional(),
  employees: z.int().optional(),
  openFrom: z.string().optional(),
  openUntil: z.string().optional(),
  addressClasses: z.array(z.string()),
  /** Where its addresses are that are neither a home nor a shelter, each as often as it is named. */
  flaggedPlaces: z
    .array(z.strictObject({ province: z.string(), city: z.string().optional() }))
    .min(1)
    .optional(),
});
export type Profile = z.infer<typeof profileSchema>;

/**
 * How a link key is used: holder of the account, own contact detail, own document; paid by the
 * employer, paid for somebody else, or the employer itself (`employers.ts`).
 */
const waySchema = z.enum([
  'holder',
  'contact',
  'document',
  'device',
  'address',
  'name',
  'worker',
  'collector',
  'employer',
]);
/** The order is stored: append only. */
export const ways = waySchema.options;

/** A link key that the subject uses, and the earliest moment in the report at which it is seen to. */
const useSchema = z.strictObject({ key: ledgerKeySchema, as: waySchema, since: localTimeSchema });
export type Use = z.infer<typeof useSchema>;

/** A subject that uses a link key, as all its reports together tell it. */
export const memberSchema = z.strictObject({
  subject: ledgerKeySchema,
  /** The earliest moment at which it is seen. */
  since: localTimeSchema,
  as: waySchema,
  /** What is told of users of a contact detail: `user-details.ts`. */
  kind: z.enum(['person', 'entity']).optional(),
  /** The words of a person's surname, hashed, sorted. */
  surnames: z.array(ledgerKeySchema).optional(),
  /** Who pays its wages, since the first pay. */
  paidBy: z.array(z.strictObject({ key: ledgerKeySchema, since: localTimeSchema })).optional(),
});
export type Member = z.infer<typeof memberSchema>;

/**
 * Everything one report contributes to the ledger of one subject, as of one revision of it. The merge
 * law works on these: of two contributions of the same report the one with the higher revision stays,
 * whole. A report that was withdrawn, or no longer speaks of the subject, leaves an empty contribution.
 *
 * In the ledger of a link key each contribution is that of one subject that uses it (`uses.ts`).
 */
export const contributionSchema = z.strictObject({
  report: reportKeySchema,
  /** See `lib/reports/revision.ts`: compares as text, the higher wins. */
  revision: z.string().min(1),
  /** Whether an earlier revision of the report may stand in the ledger, which this one replaces. */
  replaces: z.literal(true).optional(),
  entries: z.array(entrySchema),
  /** Only in ledgers of subjects. */
  party: partyDetailsSchema.optional(),
  profile: profileSchema.optional(),
  records: z.partialRecord(z.enum(recordParts), z.array(subjectRecordSchema)).optional(),
  /** The link keys this subject uses, sorted. */
  keys: z.array(ledgerKeySchema).optional(),
  /** How it uses them, and which employers' ledgers it stands in; sorted. */
  uses: z.array(useSchema).optional(),
  /** Only in ledgers of link keys: who uses it. */
  members: z.array(memberSchema).optional(),
});
export type Contribution = z.infer<typeof contributionSchema>;
