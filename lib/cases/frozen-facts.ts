import * as z from 'zod';
import { canonicalJson } from '../canonical-json.ts';
import {
  caseIdSchema,
  digest,
  disclosureIdSchema,
  ledgerKeySchema,
  type ReportKey,
  reportKeySchema,
} from '../identifiers.ts';
import { type Match, matchSchema } from '../indicators/match.ts';
import { compareText } from '../ledger/compare-instants.ts';
import { contributionName } from '../ledger/ledger.ts';
import type { Ledgers } from '../ledger/ledgers.ts';
import { type Assessment, assessmentDigest, roleSchema } from './assessment.ts';
import { decisionSchema } from './case.ts';
import type { ReportStandings } from './report-standings.ts';
import { evidenceNameSchema } from './standing-decisions.ts';
import { eachOnce, supportingReports } from './supporting-reports.ts';

/** The decisions that freeze facts: whoever takes them has read the case. */
export const freezingKinds = ['claim', 'submit', 'reject', 'amend'] as const;

/** A report as it read when it was frozen. */
const frozenReportSchema = z.strictObject({ ...reportKeySchema.shape, digest: z.string() });

const frozenMatchSchema = z.strictObject({
  ...matchSchema.pick({ matchId: true, subject: true, indicator: true, from: true, until: true })
    .shape,
  /** Of everything the match says. */
  digest: z.string(),
  /** The reports it rested on, by their places among `reports`. */
  reports: z.array(z.int().min(0)),
});
export type FrozenMatch = z.infer<typeof frozenMatchSchema>;

/**
 * The facts of a case as somebody decided on them. They never change, so that whatever becomes of the
 * facts can be told as a difference from them. The text of reports is not here, only its digest.
 */
export const frozenFactsSchema = z.strictObject({
  caseId: caseIdSchema,
  /** Of the decision that froze them. */
  sequence: z.int().min(1),
  kind: z.enum(freezingKinds),
  at: decisionSchema.shape.at,
  rulebook: z.int(),
  assessmentDigest: z.string(),
  subjects: z.array(ledgerKeySchema).min(1),
  /** By entity and reference. */
  reports: z.array(frozenReportSchema),
  matches: z.array(frozenMatchSchema),
  /** What else those packages rest on; absent where none were built. */
  judgements: z
    .strictObject({
      /** What each subject was told to look like. */
      roles: z.array(z.strictObject({ subject: ledgerKeySchema, role: roleSchema })),
      /** What people had set aside. */
      excluded: z.array(evidenceNameSchema),
    })
    .optional(),
  /** Whose packages were built from these facts; none unless they were submitted. */
  disclosures: z.array(disclosureIdSchema),
});
export type FrozenFacts = z.infer<typeof frozenFactsSchema>;

/** Frozen facts before it is settled which decision froze them. */
export type FactsToFreeze = Pick<
  FrozenFacts,
  'rulebook' | 'assessmentDigest' | 'subjects' | 'reports' | 'matches' | 'judgements'
>;

/**
 * @param supporting the reports that each match rests on, by its id.
 * @param reports those that were read, with the digests of what was read.
 */
export function factsToFreeze(
  assessment: Assessment,
  supporting: ReadonlyMap<string, readonly ReportKey[]>,
  reports: readonly z.infer<typeof frozenReportSchema>[],
): FactsToFreeze {
  const sorted = [...reports].sort((a, b) => compareText(contributionName(a), contributionName(b)));
  const places = new Map(sorted.map((report, place) => [contributionName(report), place]));
  return {
    rulebook: assessment.rulebook,
    assessmentDigest: assessmentDigest(assessment),
    subjects: assessment.subjects.map(({ subject }) => subject),
    reports: sorted,
    matches: assessment.matches.map((match) => {
      const { matchId, subject, indicator, from, until } = match;
      const rested = (supporting.get(matchId) ?? [])
        .flatMap((report) => places.get(contributionName(report)) ?? [])
        .sort((a, b) => a - b);
      return {
        matchId,
        subject,
        indicator,
        from,
        until,
        digest: matchDigest(match),
        reports: rested,
      };
    }),
  };
}

/** What packages built from an assessment say beside its matches. */
export const judgementsIn = ({
  subjects,
  excluded = [],
}: Pick<Assessment, 'subjects' | 'excluded'>): NonNullable<FrozenFacts['judgements']> => ({
  roles: subjects.map(({ subject, role }) => ({ subject, role })),
  excluded: [...excluded],
});

export type FactPorts = {
  ledgers: Pick<Ledgers, 'getMany'>;
  standings: ReportStandings;
};

/** The facts of an assessment as they stand now. A report that was just withdrawn is left out. */
export async function factsAsTheyStand(
  { ledgers, standings }: FactPorts,
  assessment: Assessment,
): Promise<FactsToFreeze> {
  const supporting = await supportingReports(ledgers, assessment);
  const standing = await standings.of(eachOnce([...supporting.values()].flat()));
  const reports = [...standing.values()]
    .filter(({ withdrawn }) => !withdrawn)
    .map(({ report, digest: read }) => ({ ...report, digest: read }));
  return factsToFreeze(assessment, supporting, reports);
}

/** Equal for matches that say the same of the same entries. */
export const matchDigest = (match: Match): string => digest(canonicalJson(match)).slice(0, 32);
