import type { LedgerKey } from '../identifiers.ts';
import type { FiledReport, Party } from '../reports/report.ts';
import { compareInstants } from './compare-instants.ts';
import type { Contribution, Member, PartyDetails } from './contribution.ts';
import { entriesOfTransaction } from './entries-of-transaction.ts';
import { compareEntries, type Entry } from './entry.ts';
import {
  homeOf,
  profileOf,
  recordsAbout,
  type ToldByPart,
  toldByPart,
} from './records-of-report.ts';
import { indexReport, type ReportIndex, sortedOnce } from './report-index.ts';

/**
 * What a report contributes to each ledger it touches: those of its subjects, and those of the link
 * keys they use. A pure function of the report, so that the same revision gives the same everywhere.
 *
 * @param context `entity` is the reporting entity the token spoke for; `revision` fixes which of two
 *   revisions of the report is newer.
 * @returns one contribution for each ledger. A ledger that an earlier revision touched and this one
 *   does not is absent; `withdrawnContribution` is what it gets.
 */
export function contributionsOfReport(
  report: FiledReport,
  { entity, revision }: { entity: string; revision: string },
): Map<LedgerKey, Contribution> {
  const index = indexReport(report, entity);
  const name = { report: { entity, reference: report.reference }, revision };
  const earliest = earliestOf(report);
  const entries = Map.groupBy(
    report.transactions.flatMap((transaction) => entriesOfTransaction(transaction, index)),
    ({ subject }) => subject,
  );
  const told = toldByPart(index, earliest);
  const contributions = new Map<LedgerKey, Contribution>();
  const members = new Map<LedgerKey, Member[]>();
  for (const [subject, parties] of subjectsOf(index)) {
    const uses = parties.flatMap((party) => index.linksOf(party));
    contributions.set(subject, {
      ...name,
      entries: inOrder((entries.get(subject) ?? []).map(({ entry }) => entry)),
      ...subjectFacts(parties, index, told),
      keys: sortedOnce(uses.map(({ key }) => key)),
    });
    for (const { key, as, at = earliest } of uses) {
      members.set(key, withMember(members.get(key) ?? [], { subject, as, since: at }));
    }
  }
  for (const [key, users] of members) {
    contributions.set(key, { ...name, entries: [], members: users.sort(compareMembers) });
  }
  return contributions;
}

/** What a ledger gets from a report that was withdrawn or no longer speaks of it: nothing. */
export const withdrawnContribution = (
  report: Contribution['report'],
  revision: string,
): Contribution => ({ report, revision, entries: [] });

/** The parties of each subject, in the order of the report; two references may be one subject. */
const subjectsOf = (index: ReportIndex): Map<LedgerKey, Party[]> =>
  index.report.parties.reduce((subjects, party) => {
    const key = index.subjectOf(party.ref);
    return key ? subjects.set(key, [...(subjects.get(key) ?? []), party]) : subjects;
  }, new Map<LedgerKey, Party[]>());

function subjectFacts(parties: readonly Party[], index: ReportIndex, told: ToldByPart) {
  const refs = new Set(parties.map(({ ref }) => ref));
  const records = recordsAbout(refs, told);
  const profile = profileOf(refs, index.supporting);
  return {
    party: detailsOf(parties, refs, index),
    ...(profile && { profile }),
    ...(Object.keys(records).length > 0 && { records }),
  };
}

/** Of several descriptions of one subject the first that has a field gives it. */
function detailsOf(
  parties: readonly Party[],
  refs: ReadonlySet<string>,
  { supporting }: ReportIndex,
): PartyDetails {
  const [first] = parties;
  const home = homeOf(refs, supporting);
  const employer = (supporting.profiles ?? []).find(({ party }) => refs.has(party))?.employer;
  const details = [...parties].reverse().map((party) => ({
    ...(party.kind === 'person' ? personDetails(party) : organizationDetails(party)),
    ...present({
      alias: party.alias,
      city: party.address?.city,
      province: party.address?.province,
    }),
  }));
  return {
    ...present({ city: home?.city, province: home?.province, employer }),
    ...Object.assign({}, ...details),
    kind: first?.kind ?? 'person',
    roleHint: first?.role ?? 'unknown',
  };
}

const personDetails = (person: Extract<Party, { kind: 'person' }>) => {
  const { surname, given, birthDate, occupation, employer } = person;
  return present({ surname, given, birthDate, occupation, employer });
};

const organizationDetails = ({ name, business }: Extract<Party, { kind: 'entity' }>) =>
  present({ name, business });

const present = (fields: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );

/** Two references of one subject may tell one entry twice. */
function inOrder(entries: readonly Entry[]): Entry[] {
  const once = new Map(entries.map((entry) => [`${entry.leg} ${entry.transaction}`, entry]));
  return [...once.values()].sort(compareEntries);
}

/** One member for each subject and way of use, since the earliest moment it is seen. */
function withMember(members: Member[], seen: Member): Member[] {
  const known = members.find(({ subject, as }) => subject === seen.subject && as === seen.as);
  if (!known) members.push(seen);
  else if (compareInstants(seen.since, known.since) < 0) known.since = seen.since;
  return members;
}

const compareMembers = (a: Member, b: Member): number =>
  a.subject < b.subject ? -1 : a.subject > b.subject ? 1 : a.as < b.as ? -1 : 1;

/** The earliest transaction of the report, by instant; of simultaneous ones the first as text. */
const earliestOf = ({ transactions }: FiledReport): string =>
  transactions.map(({ at }) => at).reduce((a, b) => (compareInstants(b, a) < 0 ? b : a));
