import * as z from 'zod';
import { canonicalJson } from '../canonical-json.ts';
import { caseIdSchema, type LedgerKey, ledgerKeySchema, userIdSchema } from '../identifiers.ts';
import { type RecordName, recordNameSchema } from './information-record.ts';
import { possibleBySchema } from './possible-by.ts';

const instantSchema = z.iso.datetime({ offset: true });

export const possibleVerdicts = ['confirm', 'dismiss'] as const;
export type PossibleVerdict = (typeof possibleVerdicts)[number];

/** Somebody's decision on whether a subject is whom a record names. All of them are kept; the last counts. */
export const possibleDecisionSchema = z.strictObject({
  /** 1, 2, 3… of the match. */
  sequence: z.int().min(1),
  verdict: z.enum(possibleVerdicts),
  reason: z.string().min(1).max(2000),
  actor: userIdSchema,
  at: instantSchema,
  /** What they had in common when it was decided. */
  by: z.array(possibleBySchema),
  /** Digest of the Idempotency-Key that it came with. */
  requestKey: z.string(),
});
export type PossibleDecision = z.infer<typeof possibleDecisionSchema>;

/** Somebody in a case may be whom an agency's record names: a person is to look. */
export const possibleMatchSchema = z.strictObject({
  ...recordNameSchema.shape,
  subject: ledgerKeySchema,
  /** Grows by one with every change. */
  version: z.int().min(1),
  /** When the machine found it first. */
  foundAt: instantSchema,
  /** The case that the subject is in, or was in when it was worked on. */
  caseId: caseIdSchema,
  by: z.array(possibleBySchema),
  /** Whether the names are still alike. */
  holds: z.boolean(),
  /** Whether the subject is in a case that is worked on. */
  inWork: z.boolean(),
  decisions: z.array(possibleDecisionSchema),
});
export type PossibleMatch = z.infer<typeof possibleMatchSchema>;

/** Names a match: nothing else of that name can be asked for. */
export type PossibleName = RecordName & { subject: LedgerKey };

/**
 * Whether it waits for somebody: nobody has decided, or it was dismissed when they had something else in
 * common than they have now.
 */
export function isOpen({ holds, inWork, by, decisions }: PossibleMatch): boolean {
  const last = decisions.at(-1);
  if (!holds || !inWork || last?.verdict === 'confirm') return false;
  return !last || canonicalJson(last.by) !== canonicalJson(by);
}

/** Where a match stands among those that wait, the one found first first. */
export const placeOf = ({ foundAt, subject, agency, recordId }: PossibleMatch): string =>
  `${foundAt}#${subject}#${agency}#${recordId}`;

export const isConfirmed = ({ decisions }: Pick<PossibleMatch, 'decisions'>): boolean =>
  decisions.at(-1)?.verdict === 'confirm';

/** The port to possible matches. */
export type PossibleMatches = {
  /** All that were ever found of these subjects, read consistently. */
  of(subjects: readonly LedgerKey[]): Promise<PossibleMatch[]>;
  /** The subjects of whom it was ever found that a record may speak of them, whatever became of it. */
  subjectsOf(record: RecordName): Promise<LedgerKey[]>;
  /** Removes what was found of a record, and ends what people decided on, which stays. May be repeated. */
  forget(record: RecordName): Promise<void>;
  get(name: PossibleName): Promise<PossibleMatch | undefined>;
  /**
   * Keeps the next version of a match, the first being 1, and sends what follows from a decision.
   *
   * @throws StaleWrite when it changed since it was read.
   */
  replace(next: PossibleMatch, decided?: PossibleDecision): Promise<void>;
  /** Those that wait for somebody, the one found first first; the cursor is the place of the last. */
  listOpen(query: { cursor?: string; limit: number }): Promise<{
    items: PossibleMatch[];
    cursor?: string;
  }>;
};
