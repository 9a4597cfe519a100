import type { LedgerKey } from '../identifiers.ts';
import type { FiledReport, Party } from '../reports/report.ts';
import { compareInstants } from './compare-instants.ts';
import type { Contribution, PartyDetails, Use } from './contribution.ts';
import { employments } from './employers.ts';
import { entriesOfTransaction } from './entries-of-transaction.ts';
import { compareEntries, type Entry } from './entry.ts';
import type { LinkUse } from './link-keys.ts';
import {
  homeOf,
  profileOf,
  recordsAbout,
  type ToldByPart,
  toldByPart,
} from './records-of-report.ts';
import { indexReport, type ReportIndex, sortedOnce } from './report-index.ts';

/**
 * What a report contributes to the ledger of each of its subjects. A pure function of the report, so
 * that the same revision gives the same everywhere. What it tells of link keys and employers stands in
 * `uses`, from which their ledgers follow (`uses.ts`).
 *
 * @param context `entity` is the reporting entity the token spoke for; `revision` fixes which of two
 *   revisions of the report is newer.
 * @returns one contribution for each subject. A subject that an earlier revision spoke of and this one
 *   does not is absent; `withdrawnContribution` is what it gets.
 */
export function contributionsOfReport(
  report: FiledReport,
  { entity, revision }: { entity: string; revision: string },
): Map<LedgerKey, Contribution> {
  const index = indexReport(report, entity);
  const name = { report: { entity, reference: report.reference }, revision };
  const earliest = earliestOf(report);
  const entries = new Map<LedgerKey, Entry[]>();
  for (const transaction of report.transactions) {
    for (const { subject, entry } of entriesOfTransaction(transaction, index)) {
      const others = entries.get(subject);
      if (others) others.push(entry);
      else entries.set(subject, [entry]);
    }
  }
  const told = toldByPart(index, earliest);
  const contributions = new Map<LedgerKey, Contribution>();
  for (const [subject, parties] of subjectsOf(index)) {
    const links = parties.flatMap((party) => index.linksOf(party));
    const own = (entries.get(subject) ?? []).sort(compareEntries);
    const facts = subjectFacts(parties, index, told);
    const employed = employments(subject, facts.party, own);
    contributions.set(subject, {
      ...name,
      entries: own,
      ...facts,
      keys: sortedOnce(links.map(({ key }) => key)),
      uses: sinceFirst([...links, ...employed], earliest),
    });
  }
  return contributions;
}

/** What a ledger gets from a report that was withdrawn or no longer speaks of it: nothing. */
export const withdrawnContribution = (
  report: Contribution['report'],
  revision: string,
): Contribution => ({ report, revision, replaces: true, entries: [] });

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

function present(fields: Record<string, string | undefined>): Record<string, string> {
  const known: Record<string, string> = {};
  for (const name in fields) if (fields[name] !== undefined) known[name] = fields[name];
  return known;
}

/** Each key and way of use once, since the earliest moment it is seen. */
function sinceFirst(seen: readonly LinkUse[], earliest: string): Use[] {
  const uses = new Map<string, Use>();
  for (const { key, as, at: since = earliest } of seen) {
    const name = `${key} ${as}`;
    const known = uses.get(name);
    if (!known) uses.set(name, { key, as, since });
    else if (compareInstants(since, known.since) < 0) known.since = since;
  }
  return [...uses].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, use]) => use);
}

/** The earliest transaction of the report, by instant; of simultaneous ones the first as text. */
const earliestOf = ({ transactions }: FiledReport): string =>
  transactions.map(({ at }) => at).reduce((a, b) => (compareInstants(b, a) < 0 ? b : a));
