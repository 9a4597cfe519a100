import type { Assessment, Link } from '../cases/assessment.ts';
import type { Match } from '../indicators/match.ts';
import type { Rulebook } from '../indicators/rulebook.ts';
import { formatMinor } from '../money.ts';
import type { Language } from '../translated.ts';
import type { Cast } from './cast.ts';
import { transactionName } from './evidence.ts';
import { type Labels, labelRanges, sortedLabels } from './labels.ts';
import type { DisclosurePackage, PackageIndicator } from './package.ts';
import { linkWords, transfersWords } from './party-words.ts';
import { sourceWords } from './source-words.ts';

/**
 * What was found, in words: each match once, with what it rests on. Rule numbers, strengths and
 * scores have no place here, nor have matches of people who are only counted.
 *
 * @throws RangeError when the rulebook lacks the indicator of a match: the assessment is stale.
 */
export function packageIndicators(
  { matches }: Assessment,
  { indicators }: Rulebook,
  cast: Cast,
  labels: Labels,
  language: Language,
): PackageIndicator[] {
  const byId = new Map(indicators.map((indicator) => [indicator.id, indicator]));
  return matches
    .filter(({ subject }) => !cast.payers.has(subject))
    .map((match) => {
      const indicator = byId.get(match.indicator);
      if (!indicator) throw new RangeError('a match of an indicator that is not in the rulebook');
      return {
        title: indicator.title[language],
        means: indicator.means[language],
        sentence: match.sentence[language],
        sources: indicator.sources.map((source) => sourceWords(source, language)),
        ...basisOf(match, labels),
      };
    });
}

function basisOf({ subject, evidence }: Match, labels: Labels) {
  const party = labels.party(subject);
  const transactions = evidence.flatMap((ref) => labels.transaction(transactionName(ref)) ?? []);
  return { parties: party ? [party] : [], transactions: sortedLabels(transactions) };
}

/** One line a finding, with what it rests on: "Cash moved 5 times … (P1; T1–T5)". */
export const factsInWords = (indicators: readonly PackageIndicator[]): string[] =>
  indicators.map(({ sentence, parties, transactions }) => {
    const basis = [labelRanges(parties), labelRanges(transactions)].filter(Boolean).join('; ');
    return basis ? `${sentence} (${basis})` : sentence;
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
  const total = formatMinor({ currency: 'CAD', minor: transfers.totalCadMinor });
  return `${words}: ${transfersWords(transfers.count, total)[language]}`;
}
