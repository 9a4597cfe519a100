import { canonicalJson } from '../canonical-json.ts';
import type { ChangedReport } from '../cases/changed-facts.ts';
import type { FrozenFacts } from '../cases/frozen-facts.ts';
import type { ReportKey } from '../identifiers.ts';
import { contributionName } from '../ledger/ledger.ts';
import { amendmentWords } from './amendment-words.ts';
import type { Disclosure } from './disclosure.ts';
import type {
  DisclosurePackage,
  PackageAmendment,
  PackageContents,
  PackageTransaction,
} from './package.ts';

/** A package, and what its labels stand for: reports and rules have no other name in it. */
export type NamedPackage<Contents = PackageContents> = {
  contents: Contents;
  /** What each subject was told to look like; unknown of what was frozen without it. */
  roles: Roles | undefined;
  /** R1, R2, … in this order. */
  reports: readonly ReportKey[];
  /** The rules behind its indicators, place by place; unknown of what was frozen without them. */
  indicators: Disclosure['indicators'];
};

type Roles = NonNullable<FrozenFacts['judgements']>['roles'];

/**
 * What a recipient must be told who relies on an earlier package.
 *
 * @param now the package in its place; undefined where nothing is left to disclose.
 * @param changed the reports of the earlier package that no longer say what they said.
 */
export function amendmentOf(
  before: NamedPackage<DisclosurePackage>,
  now: NamedPackage | undefined,
  changed: readonly ChangedReport[],
): PackageAmendment {
  const { disclosureId, amendment, cover } = before.contents;
  const reports = changedLabels(before, now, changed);
  const lists = {
    amends: disclosureId,
    first: amendment?.first ?? disclosureId,
    effect: now ? ('replaces' as const) : ('withdraws' as const),
    reports,
    transactions: changedTransactions(before, now, reports),
    indicators: indicatorsOnlyIn(before, now),
    ...(now && toldAnew(before, now)),
  };
  return { ...lists, words: amendmentWords(lists, cover.language) };
}

function changedLabels(
  before: NamedPackage,
  now: NamedPackage | undefined,
  changed: readonly ChangedReport[],
): PackageAmendment['reports'] {
  const became = new Map(changed.map((report) => [contributionName(report), report.became]));
  const kept = new Set(now?.reports.map(contributionName));
  return before.reports.flatMap((report, place) => {
    const name = contributionName(report);
    const what = became.get(name) ?? (kept.has(name) ? undefined : 'left-out');
    return what ? [{ label: `R${place + 1}`, became: what }] : [];
  });
}

function changedTransactions(
  before: NamedPackage,
  now: NamedPackage | undefined,
  reports: PackageAmendment['reports'],
): PackageAmendment['transactions'] {
  const withdrawn = new Set(
    reports.flatMap(({ label, became }) => (became === 'withdrawn' ? label : [])),
  );
  const standing = new Map(
    now?.contents.transactions.map((row) => [transactionName(now, row), row]),
  );
  return before.contents.transactions.flatMap((row): PackageAmendment['transactions'] => {
    const { label } = row;
    const counterpart = standing.get(transactionName(before, row));
    if (!counterpart) {
      return [{ label, became: withdrawn.has(row.report) ? 'withdrawn' : 'left-out' }];
    }
    const same = canonicalJson(withoutLabels(row)) === canonicalJson(withoutLabels(counterpart));
    return same ? [] : [{ label, became: 'changed', now: counterpart.label }];
  });
}

/** By the report and the number within it: labels differ from one package to the next. */
function transactionName({ reports }: NamedPackage, row: PackageTransaction): string {
  const report = reports[Number(row.report.slice(1)) - 1];
  return JSON.stringify([report && contributionName(report), row.number]);
}

/** What a row says without pointing at anything else in its package. */
const withoutLabels = ({
  label: _,
  report: __,
  starts,
  completions,
  ...row
}: PackageTransaction) => ({
  ...row,
  starts: starts.map(({ account: _account, conductors, sources, ...start }) => ({
    ...start,
    conductors: conductors.map(({ party: _party, onBehalfOf, ...conductor }) => ({
      ...conductor,
      onBehalfOf: onBehalfOf.length,
    })),
    sources: sources.map(({ party: _party, ...source }) => source),
  })),
  completions: completions.map(({ account: _account, beneficiaries, involved, ...completion }) => ({
    ...completion,
    beneficiaries: beneficiaries.length,
    involved: involved.length,
  })),
});

/** The titles of those in one package and not in the other; by title where the rules are unknown. */
function indicatorsOnlyIn(
  one: NamedPackage,
  other: NamedPackage | undefined,
): PackageAmendment['indicators'] {
  const known = other?.indicators && new Set(other.indicators);
  const titles = new Set(other?.contents.indicators.map(({ title }) => title));
  const only = one.contents.indicators.filter(({ title }, place) => {
    const indicator = one.indicators?.[place];
    return indicator && known ? !known.has(indicator) : !titles.has(title);
  });
  return [...new Set(only.map(({ title }) => title))].map((title) => ({ title }));
}

/** What the package in the place of an earlier one tells that the earlier one did not. */
function toldAnew(
  before: NamedPackage,
  now: NamedPackage,
): Pick<PackageAmendment, 'added' | 'nowPossibleVictims'> {
  const knownReports = new Set(before.reports.map(contributionName));
  const knownRows = new Set(
    before.contents.transactions.map((row) => transactionName(before, row)),
  );
  const added = {
    reports: now.reports.flatMap((report, place) =>
      knownReports.has(contributionName(report)) ? [] : [`R${place + 1}`],
    ),
    transactions: now.contents.transactions.flatMap((row) =>
      knownRows.has(transactionName(now, row)) ? [] : [row.label],
    ),
    indicators: indicatorsOnlyIn(now, before),
  };
  const isNews = Object.values(added).some((list) => list.length > 0);
  const nowPossibleVictims = possibleVictimsSince(before.roles, now.roles);
  return {
    ...(isNews && { added }),
    ...(nowPossibleVictims > 0 && { nowPossibleVictims }),
  };
}

/** How many were told of as something else and are seen as possible victims now. */
export function possibleVictimsSince(before: Roles | undefined, now: Roles | undefined): number {
  const others = new Set(
    before?.flatMap(({ subject, role }) => (role === 'exploited-like' ? [] : subject)),
  );
  const found = now?.filter(
    ({ subject, role }) => role === 'exploited-like' && others.has(subject),
  );
  return found?.length ?? 0;
}
