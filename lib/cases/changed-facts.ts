import * as z from 'zod';
import { type LedgerKey, ledgerKeySchema, reportKeySchema } from '../identifiers.ts';
import { type Match, matchSchema } from '../indicators/match.ts';
import { compareText, instantOrder } from '../ledger/compare-instants.ts';
import { contributionName } from '../ledger/ledger.ts';
import { type AssessedSubject, roleSchema } from './assessment.ts';
import { type FrozenFacts, type FrozenMatch, matchDigest } from './frozen-facts.ts';
import type { ReportStanding } from './report-standings.ts';
import { type EvidenceName, evidenceName } from './standing-decisions.ts';

/** A report that no longer says what it said. */
export const changedReportSchema = z.strictObject({
  ...reportKeySchema.shape,
  became: z.enum(['changed', 'withdrawn']),
  /** RFC 3339 UTC: when the version that counts now was accepted. */
  since: z.iso.datetime({ offset: true }),
});
export type ChangedReport = z.infer<typeof changedReportSchema>;

export const changedMatchSchema = z.strictObject({
  ...matchSchema.pick({ matchId: true, subject: true, indicator: true }).shape,
  became: z.enum(['raised', 'amended', 'retracted']),
  /**
   * Whether it tells against what was frozen: the match rested on a report that was changed or
   * withdrawn, or by the same rules it no longer holds. False where merely more is known by now, so
   * that earlier entries may not be judged any more.
   */
  corrected: z.boolean(),
});
export type ChangedMatch = z.infer<typeof changedMatchSchema>;

/** A subject that packages told to be something else than it is now found to be. */
export const changedRoleSchema = z
  .strictObject({
    subject: ledgerKeySchema,
    was: roleSchema,
    became: roleSchema,
    /** RFC 3339 UTC: when a person judged so. Absent where the machine found it. */
    since: z.iso.datetime({ offset: true }).optional(),
  })
  .meta({ id: 'ChangedRole' });
type ChangedRole = z.infer<typeof changedRoleSchema>;

/** How facts differ from those that somebody decided on. */
export const changedFactsSchema = z.strictObject({
  /** By entity and reference. */
  reports: z.array(changedReportSchema),
  /** By subject, indicator and id. */
  matches: z.array(changedMatchSchema),
  /** By subject; only against what packages told, and only where there are any. */
  roles: z.array(changedRoleSchema).min(1).optional(),
});
export type ChangedFacts = z.infer<typeof changedFactsSchema>;

export const nothingChanged: ChangedFacts = { reports: [], matches: [] };

/** The facts that frozen ones are compared with. */
export type FactsNow = {
  /** Of every frozen report, by `contributionName`. */
  standings: ReadonlyMap<string, ReportStanding>;
  /** All matches of the frozen subjects, and of whoever is in the case by now. */
  matches: readonly Match[];
  /** By which the case is judged; undefined where it is no longer assessed at all. */
  rulebook: number | undefined;
  /** Subjects with so many entries that the earliest are no longer judged. */
  judgedInPart: ReadonlySet<LedgerKey>;
  /** What subjects look like; `since` where a person said so. Somebody who left every case has none. */
  roles: ReadonlyMap<
    LedgerKey,
    Pick<AssessedSubject, 'role' | 'setBy'> & { since?: string | undefined }
  >;
  /** What people have set aside in the case. */
  excluded: readonly EvidenceName[];
};

/**
 * What became of frozen facts: a function of them, of the newest version of each report and of the
 * rulebook, and of nothing in between. Where a correction is taken back there is no difference.
 */
export function changedFacts(frozen: FrozenFacts, now: FactsNow): ChangedFacts {
  const reports = changedReports(frozen, now.standings);
  const changed = new Set([...reports, ...newlySetAside(frozen, now)].map(contributionName));
  const corrected = new Set(
    frozen.reports.flatMap((report, place) => (changed.has(contributionName(report)) ? place : [])),
  );
  const upheld = new Map(frozen.matches.map((match) => [match, counterpart(match, now.matches)]));
  const known = new Set([...upheld.values()].flatMap((match) => match?.matchId ?? []));
  const judgedAlike = ({ subject }: FrozenMatch) =>
    frozen.rulebook === now.rulebook && !now.judgedInPart.has(subject);
  const matches = [
    ...[...upheld].flatMap(([match, holds]) => {
      const rested = match.reports.some((place) => corrected.has(place));
      if (!holds) return changedMatch(match, 'retracted', rested || judgedAlike(match));
      return matchDigest(holds) === match.digest ? [] : changedMatch(match, 'amended', rested);
    }),
    ...now.matches
      .filter(({ matchId }) => !known.has(matchId))
      .map((match) => changedMatch(match, 'raised', false)),
  ];
  const roles = changedRoles(frozen, now);
  return {
    reports,
    matches: matches.sort((a, b) => compareText(nameOf(a), nameOf(b))),
    ...(roles.length > 0 && { roles }),
  };
}

/** What people set aside since packages were built: a match is told otherwise for it, or no more. */
function newlySetAside({ judgements }: FrozenFacts, { excluded }: FactsNow): EvidenceName[] {
  if (!judgements) return [];
  const before = new Set(judgements.excluded.map(evidenceName));
  return excluded.filter((one) => !before.has(evidenceName(one)));
}

/**
 * Whoever a person has judged otherwise since, and whoever is found to be a possible victim by anybody.
 * Any other hypothesis of the machine comes from more being known.
 */
const changedRoles = ({ judgements }: FrozenFacts, { roles }: FactsNow): ChangedRole[] =>
  (judgements?.roles ?? [])
    .flatMap(({ subject, role: was }): ChangedRole[] => {
      const { role: became, setBy, since } = roles.get(subject) ?? {};
      if (became === undefined || became === was) return [];
      if (setBy === undefined && became !== 'exploited-like') return [];
      return [{ subject, was, became, ...(since !== undefined && { since }) }];
    })
    .sort((a, b) => compareText(a.subject, b.subject));

/**
 * The frozen reports that no longer say what they said.
 *
 * @throws Error for a report that is not registered: what was once accepted is for ever.
 */
export const changedReports = (
  { reports }: Pick<FrozenFacts, 'reports'>,
  standings: ReadonlyMap<string, ReportStanding>,
): ChangedReport[] =>
  reports.flatMap(({ entity, reference, digest }): ChangedReport[] => {
    const standing = standings.get(contributionName({ entity, reference }));
    if (!standing) throw new Error('a frozen report is not registered');
    const { withdrawn, acceptedAt: since } = standing;
    if (withdrawn) return [{ entity, reference, became: 'withdrawn', since }];
    return standing.digest === digest ? [] : [{ entity, reference, became: 'changed', since }];
  });

/**
 * The match that goes on in place of a frozen one: itself, or one of the same indicator whose run
 * covers its own. A run that turns out to begin earlier is named after another entry.
 */
function counterpart(frozen: FrozenMatch, matches: readonly Match[]): Match | undefined {
  const { matchId, subject, indicator, from, until } = frozen;
  return (
    matches.find((match) => match.matchId === matchId) ??
    matches.find(
      (match) =>
        match.subject === subject &&
        match.indicator === indicator &&
        instantOrder(match.from, from) <= 0 &&
        instantOrder(match.until, until) >= 0,
    )
  );
}

const changedMatch = (
  { matchId, subject, indicator }: Pick<ChangedMatch, 'matchId' | 'subject' | 'indicator'>,
  became: ChangedMatch['became'],
  corrected: boolean,
): ChangedMatch => ({ matchId, subject, indicator, became, corrected });

const nameOf = ({ subject, indicator, matchId }: ChangedMatch): string =>
  JSON.stringify([subject, indicator, matchId]);

/** Whether there is more or less to a case than there was, and not only something else. */
export const isMaterial = ({ matches }: ChangedFacts): boolean =>
  matches.some(({ became }) => became !== 'amended');
