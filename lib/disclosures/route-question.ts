import type { Assessment } from '../cases/assessment.ts';
import type { RecipientId } from '../identifiers.ts';
import type { TypologyId } from '../indicators/indicator.ts';
import type { Rulebook } from '../indicators/rulebook.ts';
import type { Transaction } from '../reports/report.ts';
import type { Evidence } from './evidence.ts';
import { exploitationPlaces } from './exploitation-places.ts';
import type { RouteQuestion } from './route.ts';

/** What a case asks of the routing table, from its evidence. */
export function routeQuestion(
  {
    assessment,
    evidence,
    rulebook,
  }: { assessment: Assessment; evidence: Evidence; rulebook: Rulebook },
  {
    typology,
    day,
    informedBy = [],
  }: { typology: TypologyId; day: string; informedBy?: readonly RecipientId[] | undefined },
): RouteQuestion {
  const subjects = new Set(assessment.subjects.map(({ subject }) => subject));
  const homes = evidence.reports.flatMap(({ report, index }) =>
    report.parties.flatMap(({ ref, address }) => {
      const subject = index.subjectOf(ref);
      return subject && subjects.has(subject) && address?.province ? [address.province] : [];
    }),
  );
  return {
    informedBy,
    typology,
    places: exploitationPlaces(evidence, subjects, rulebook.lists.merchantGroups),
    homeProvinces: homes,
    crossBorder: evidence.transactions.some(({ transaction }) => crossesBorder(transaction)),
    day,
  };
}

const crossesBorder = ({ start, complete = [], context }: Transaction): boolean =>
  start.some(({ kind }) => kind === 'international_transfer') ||
  complete.some(({ disposition }) => disposition === 'outgoing_international') ||
  (context?.country !== undefined && context.country !== 'CA');
