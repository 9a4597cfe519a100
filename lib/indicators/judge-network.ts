import type { LedgerKey } from '../identifiers.ts';
import { type EntryRef, entryName, referredName } from '../ledger/entry.ts';
import { instant } from '../time.ts';
import { compileRulebook } from './compiled-rulebook.ts';
import { entryReading } from './entry-reading.ts';
import { nothingFound, renewed } from './found.ts';
import type { Indicator } from './indicator.ts';
import type { Findings } from './judge-subject.ts';
import { lackingData } from './lacking-data.ts';
import { measuredFrom } from './measured.ts';
import type { JudgedIndicator } from './measures.ts';
import type { Neighbour, Neighbourhood } from './neighbourhood.ts';
import type { Rulebook } from './rulebook.ts';
import { countUpTo, firstAtLeast } from './timeline.ts';

/**
 * What the network indicators of a rulebook say about one of several linked subjects: judged as of
 * each of its own entries, as all others are, and not evaluable where nobody is around it. What they
 * ask of other indicators, its own or its neighbours', are matches that were found before, in one
 * ledger: no network indicator ever asks another.
 *
 * @throws RangeError when the subject is not in its own neighbourhood.
 */
export function judgeNetwork(
  rulebook: Rulebook,
  subject: LedgerKey,
  neighbourhood: Neighbourhood,
): Findings {
  const compiled = compileRulebook(rulebook);
  const { network } = compiled;
  if (network.length === 0) return { matches: [], notEvaluable: [] };
  const own = neighbourhood.subjects.get(subject);
  if (!own) throw new RangeError(`${subject} is not in its neighbourhood`);
  const { facts } = own;
  const reading = entryReading(facts, compiled);
  reading.readFrom(0);
  const { told } = reading;
  const lacking = lackingData(compiled, { facts, told, neighbourhood });
  const judged = rulebook.indicators.flatMap((document) => judgedBefore(document, own));
  const measured = measuredFrom(0, compiled, { facts, reading, lacking, judged, neighbourhood });
  const findings: Findings = { matches: [], notEvaluable: [] };
  for (const indicator of network) {
    const { matches } = lacking.isRefused(indicator)
      ? nothingFound
      : renewed(indicator, nothingFound, measured);
    findings.matches.push(...matches);
    if (matches.length === 0) {
      const answer = lacking.notEvaluable(indicator);
      if (answer) findings.notEvaluable.push(answer);
    }
  }
  return findings;
}

/** The subject's own matches of an indicator, as they are asked about. */
function judgedBefore(document: Indicator, { facts, matches }: Neighbour): JudgedIndicator[] {
  const own = matches.filter(({ indicator }) => indicator === document.id);
  if (own.length === 0) return [];
  const { moments, lastEntry } = facts.timeline;
  const indexes = new Map(facts.entries.map((entry, index) => [entryName(entry), index] as const));
  const placeOf = (ref: EntryRef) => indexes.get(referredName(ref)) ?? [];
  const runs = own
    .map(({ from, until, evidence }) => ({
      from: firstAtLeast(moments, instant(from), 0),
      until: countUpTo(moments, instant(until)) - 1,
      evidence,
    }))
    .sort((a, b) => a.from - b.from);
  return [
    {
      document,
      runs,
      evidence: (moment) =>
        runs
          .filter(({ from, until }) => from <= moment && moment <= until)
          .flatMap(({ evidence }) => evidence.flatMap(placeOf))
          .filter((index) => index <= (lastEntry[moment] ?? 0)),
    },
  ];
}
