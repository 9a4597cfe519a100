import { type Compiled, compileRulebook } from './compiled-rulebook.ts';
import { entryReading } from './entry-reading.ts';
import { evidenceOf, type Found, nothingFound, renewed } from './found.ts';
import type { Indicator } from './indicator.ts';
import { asksAboutOthers } from './judging-order.ts';
import { lackingData } from './lacking-data.ts';
import { type Measured, measuredFrom } from './measured.ts';
import type { JudgedIndicator } from './measures.ts';
import type { Missing } from './missing-data.ts';
import type { Neighbourhood } from './neighbourhood.ts';
import type { Rulebook } from './rulebook.ts';
import type { SubjectFacts } from './subject-facts.ts';

/** One indicator, ready to be judged for one subject. */
export type SingleJudgement = {
  indicator: Compiled<Indicator>;
  /** Whether it may not be judged at all. */
  isRefused: boolean;
  /** What nobody supplied; where it does not hold, it is not evaluable. */
  missing: readonly Missing[];
  /** What of it one measure reads itself. */
  missingOf(measure: string): readonly Missing[];
  /** Its measures as of each moment from one on. */
  measuredFrom(moment: number): Measured;
};

/**
 * @param single a rulebook of the indicator and those that it asks about.
 * @param neighbourhood what indicators that look beyond one ledger are judged by. The subject's own
 *   entries are taken from `facts`, which may have fewer.
 */
export function judgeSingle(
  single: Rulebook,
  id: string,
  { facts, neighbourhood }: { facts: SubjectFacts; neighbourhood: Neighbourhood | undefined },
): SingleJudgement {
  const compiled = compileRulebook(single);
  const indicator = compiled.indicators.find(({ document }) => document.id === id);
  if (!indicator) throw new RangeError(`the rulebook has no indicator ${id}`);
  const reading = entryReading(facts, compiled);
  reading.readFrom(0);
  const { told } = reading;
  const judged: JudgedIndicator[] = [];
  if (asksAboutOthers(indicator.document.measures)) {
    const lacking = lackingData(compiled, { facts, told, neighbourhood: undefined });
    const whole = measuredFrom(0, compiled, { facts, reading, lacking, judged });
    for (const other of compiled.ordinary) {
      if (other === indicator || lacking.isRefused(other)) continue;
      const { runs } = renewed(other, nothingFound, whole);
      if (runs.length === 0) continue;
      judged.push({ document: other.document, runs, evidence: evidenceOf(other, whole) });
    }
  }
  const around = compiled.network.includes(indicator) ? withFacts(neighbourhood, facts) : undefined;
  const lacking = lackingData(compiled, { facts, told, neighbourhood: around });
  const sources = { facts, reading, lacking, judged, neighbourhood: around };
  return {
    indicator,
    isRefused: lacking.isRefused(indicator),
    missing: lacking.notEvaluable(indicator)?.missing ?? [],
    missingOf: (name) =>
      lacking.byNumber[indicator.numbers[indicator.names.indexOf(name)] ?? -1] ?? [],
    measuredFrom: (moment) => measuredFrom(moment, compiled, sources),
  };
}

/**
 * The runs of moments as of which it holds, each with its match.
 *
 * @param measured from the first moment on.
 */
export const foundIn = ({ indicator, isRefused }: SingleJudgement, measured: Measured): Found =>
  isRefused ? nothingFound : renewed(indicator, nothingFound, measured);

function withFacts(
  neighbourhood: Neighbourhood | undefined,
  facts: SubjectFacts,
): Neighbourhood | undefined {
  const own = neighbourhood?.subjects.get(facts.subject);
  if (!neighbourhood || !own) return neighbourhood;
  const subjects = new Map(neighbourhood.subjects).set(facts.subject, { ...own, facts });
  return { ...neighbourhood, subjects };
}
