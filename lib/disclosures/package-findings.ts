import type { Assessment, Link } from '../cases/assessment.ts';
import type { Match } from '../indicators/match.ts';
import { renderSentence } from '../indicators/sentence.ts';
import { localDate } from '../time.ts';
import type { Language } from '../translated.ts';
import type { Cast } from './cast.ts';
import { type Evidence, nameOf, transactionName } from './evidence.ts';
import { findingWords, spacedIn } from './finding-words.ts';
import { type Finding, transactionNames } from './findings.ts';
import { type Labels, labelRanges, sortedLabels } from './labels.ts';
import type { DisclosurePackage, PackageIndicator } from './package.ts';
import { linkWords, transfersWords } from './party-words.ts';
import { sourceWords } from './source-words.ts';

/**
 * What was found, in words, with what it rests on. Rule numbers, strengths and scores have no place
 * here.
 */
export function packageIndicators(
  findings: readonly Finding[],
  evidence: Evidence,
  labels: Labels,
  language: Language,
): PackageIndicator[] {
  const dates = new Map(
    evidence.transactions.map((row) => [nameOf(row), localDate(row.transaction.at)]),
  );
  return findings.map((finding) => {
    const { subject, indicator, fullest, others, basis } = finding;
    const party = labels.party(subject);
    const told = periodOf(transactionNames(fullest), dates, labels);
    return {
      title: spacedIn(language, indicator.title),
      means: spacedIn(language, indicator.means),
      sentence: findingWords(finding, language),
      sources: indicator.sources.map((source) => sourceWords(source, language)),
      parties: party ? [party] : [],
      basis,
      ...(told && { period: { from: told.from, until: told.until } }),
      transactions: told?.transactions ?? [],
      otherPeriods: otherPeriods(fullest, others, dates, labels),
    };
  });
}

type Period = PackageIndicator['otherPeriods'][number];

function periodOf(
  names: ReadonlySet<string>,
  dates: ReadonlyMap<string, string>,
  labels: Labels,
): Period | undefined {
  const days = [...names].flatMap((name) => dates.get(name) ?? []).sort();
  const [from] = days;
  const until = days.at(-1);
  if (!from || !until) return undefined;
  const transactions = [...names].flatMap((name) => labels.transaction(name) ?? []);
  return { from, until, transactions: sortedLabels(transactions) };
}

/** Periods that rest on something the fullest one does not; those that overlap are one. */
function otherPeriods(
  fullest: Match,
  others: readonly Match[],
  dates: ReadonlyMap<string, string>,
  labels: Labels,
): Period[] {
  const told = transactionNames(fullest);
  const periods = others
    .map(transactionNames)
    .filter((names) => [...names].some((name) => !told.has(name)))
    .flatMap((names) => periodOf(names, dates, labels) ?? [])
    .toSorted((a, b) => (a.from < b.from ? -1 : 1));
  const joined: Period[] = [];
  for (const period of periods) {
    const last = joined.at(-1);
    if (!last || period.from > last.until) joined.push({ ...period });
    else {
      if (period.until > last.until) last.until = period.until;
      last.transactions = sortedLabels([...last.transactions, ...period.transactions]);
    }
  }
  return joined;
}

/** One line a finding, with what it rests on: "Cash moved 5 times … (P1; T1–T5)". */
export const factsInWords = (indicators: readonly PackageIndicator[]): string[] =>
  indicators.map(({ title, sentence, basis, parties, transactions }) => {
    const fact = basis === 'records' ? `${title}. ${sentence}` : sentence;
    const cited = [labelRanges(parties), labelRanges(transactions)].filter(Boolean).join('; ');
    return cited ? `${fact} (${cited})` : fact;
  });

type Relationship = DisclosurePackage['relationships'][number];

/** Links between those who are named, with the transactions in which both play a part. */
export function packageRelationships(
  { links }: Assessment,
  cast: Cast,
  labels: Labels,
  language: Language,
): Relationship[] {
  const played = new Map(cast.members.map(({ who, parts }) => [who, new Set(parts.map(namedIn))]));
  return links.flatMap((link) => {
    const from = labels.party(link.a);
    const to = labels.party(link.b);
    if (!from || !to) return [];
    const theirs = played.get(link.b) ?? new Set();
    const shared = [...(played.get(link.a) ?? [])].filter((name) => theirs.has(name));
    const cited = labelRanges(shared.flatMap((name) => labels.transaction(name) ?? []));
    const reason = reasonOf(link, language);
    return [{ from, to, reason: cited ? `${reason} (${cited})` : reason }];
  });
}

const namedIn = ({ transaction: { on, transaction } }: Cast['members'][number]['parts'][number]) =>
  transactionName({ ...on.key, transaction: transaction.ref });

function reasonOf({ reason, transfers }: Link, language: Language): string {
  const words = linkWords[reason][language];
  if (!transfers) return words;
  const { count, totalCadMinor: total } = transfers;
  const colon = language === 'fr' ? '\u00a0:' : ':';
  return `${words}${colon} ${renderSentence(transfersWords, { count, total })[language]}`;
}
