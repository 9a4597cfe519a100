import { type EntryRef, entryName, entryRef, referredName } from '../ledger/entry.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { instant } from '../time.ts';
import { type ConditionResult, conditionResults } from './condition-results.ts';
import { explainConditions, inTheWay, lackingWords } from './condition-words.ts';
import type { Explanation, Matched, NotEvaluableExplained, NotMatched } from './explanation.ts';
import type { Found } from './found.ts';
import type { RootConditions } from './indicator.ts';
import { foundIn, judgeSingle, type SingleJudgement } from './judge-single.ts';
import type { Facts, Match, MeasureValue } from './match.ts';
import type { Measured } from './measured.ts';
import type { Run } from './measures/matched.ts';
import { valueAt } from './measures/series.ts';
import { minimalEvidence } from './minimal-evidence.ts';
import { nearestMoment } from './nearest-moment.ts';
import type { Neighbourhood } from './neighbourhood.ts';
import type { Lists, Rulebook } from './rulebook.ts';
import { singleRulebook } from './single-rulebook.ts';
import { lastEntryAt, type SubjectFacts, subjectFacts } from './subject-facts.ts';
import { countUpTo } from './timeline.ts';
import { unitIn } from './unit.ts';
import { missingNames, tierWords } from './words/missing-words.ts';
import { measureInWords } from './words/quantity-in-words.ts';
import { plainWordings } from './words/wording.ts';

export type ExplanationOptions = {
  /** RFC 3339, or an entry of the ledger. What came later is not read as of then. */
  asOf?: string | EntryRef | undefined;
  /** Without it an indicator that looks beyond one ledger is not evaluable. */
  neighbourhood?: Neighbourhood | undefined;
};

/**
 * Why an indicator holds for a subject, why it does not, or why nobody can tell.
 *
 * A match is told as of the last entry of its run, as it stands in a case: of the run that holds as of
 * `asOf`, without which it is the newest one. What never held is told as of the newest entry, or as of
 * `asOf`, and as of the moment at which it came closest. A ledger without entries by then has no
 * moment, so nobody can tell.
 *
 * @throws RangeError for an indicator that the rulebook does not have, an entry that the ledger does not
 *   have, and wherever json-rules-engine and the compiled conditions give different answers.
 */
export async function explainIndicator(
  rulebook: Rulebook,
  ledger: Ledger,
  id: string,
  { asOf, neighbourhood }: ExplanationOptions = {},
): Promise<Explanation> {
  const single = singleRulebook(rulebook, id);
  if (!single) throw new RangeError(`the rulebook has no indicator ${id}`);
  const facts = subjectFacts(ledger);
  const moment = momentOf(asOf, facts);
  const judgement = judgeSingle(single, id, { facts, neighbourhood });
  const { measures } = judgement.indicator.document;
  const wordings = plainWordings(measures, rulebook.lists.factCodes);
  const told = { judgement, facts, rulebook, measured: judgement.measuredFrom(0), wordings };
  if (moment < 0) return notEvaluable(told, ['entries'], moment);
  const found = foundIn(judgement, told.measured);
  const place = found.runs.findLastIndex(
    ({ from, until }) => asOf === undefined || (from <= moment && moment <= until),
  );
  const [run, match] = [found.runs[place], found.matches[place]];
  if (run && match) return matched(told, { run, match }, { single, neighbourhood });
  const { missing } = judgement;
  return missing.length > 0 ? notEvaluable(told, missing, moment) : notMatched(told, moment, found);
}

/** The last moment by then; -1 where there is none. */
function momentOf(
  asOf: string | EntryRef | undefined,
  { entries, timeline: { moments, momentOf } }: SubjectFacts,
): number {
  if (asOf === undefined) return moments.length - 1;
  if (typeof asOf === 'string') return countUpTo(moments, instant(asOf)) - 1;
  const name = referredName(asOf);
  const moment = momentOf[entries.findIndex((entry) => entryName(entry) === name)];
  if (moment === undefined) throw new RangeError('the ledger has no such entry');
  return moment;
}

type Told = {
  judgement: SingleJudgement;
  facts: SubjectFacts;
  rulebook: Rulebook;
  /** From the first moment on. */
  measured: Measured;
  wordings: ReturnType<typeof plainWordings>;
};

async function matched(
  told: Told,
  { run, match }: { run: Run; match: Match },
  { single, neighbourhood }: { single: Rulebook; neighbourhood: Neighbourhood | undefined },
): Promise<Matched> {
  const { judgement, facts } = told;
  const { document, grades } = judgement.indicator;
  const moment = run.until;
  const { matchId, from, until, sentence, strength } = match;
  const judged = await judgedAt(moment, told);
  if (!judged.conditions.holds) throw new RangeError(`${document.id} is matched and does not hold`);
  const explainedGrades = await Promise.all(
    (document.grades ?? []).map(async (grade, place) => {
      const conditions = await explained(grade.conditions, judged.facts, told);
      const holds = grades[place]?.holds(judged.values) ?? false;
      return { strength: grade.strength, ...agreed(conditions, holds, told) };
    }),
  );
  const { kept, ...search } = minimalEvidence({
    single,
    id: document.id,
    facts,
    neighbourhood,
    moment,
    evidence: judged.evidence,
  });
  return {
    outcome: 'matched',
    ...shared(told),
    ...judged.shown,
    matchId,
    from,
    until,
    sentence,
    strength,
    grades: explainedGrades,
    minimalEvidence: { entries: kept.map((index) => refAt(index, facts)), ...search },
  };
}

async function notMatched(told: Told, moment: number, found: Found): Promise<NotMatched> {
  const judged = await judgedAt(moment, told);
  const { conditions } = judged;
  const nearest = nearestMoment(told.judgement.indicator, told.measured, moment);
  const held = found.runs.some(({ until }) => until < moment);
  const cameCloser = !held && nearest.gapAt(nearest.moment) < nearest.gapAt(moment);
  return {
    outcome: 'not-matched',
    ...shared(told),
    ...judged.shown,
    failed: inTheWay(conditions),
    lacking: lackingWords(conditions, told.wordings),
    matches: found.matches.map(({ matchId, from, until }) => ({ matchId, from, until })),
    ...(cameCloser && { nearest: await toldNearest(nearest.moment, told) }),
  };
}

async function toldNearest(
  moment: number,
  told: Told,
): Promise<NonNullable<NotMatched['nearest']>> {
  const { conditions, shown } = await judgedAt(moment, told);
  return { asOf: shown.asOf, conditions, lacking: lackingWords(conditions, told.wordings) };
}

async function notEvaluable(
  told: Told,
  missing: readonly NotEvaluableExplained['missing'][number]['what'][],
  moment: number,
): Promise<NotEvaluableExplained> {
  const { judgement, rulebook } = told;
  const { document, names } = judgement.indicator;
  return {
    outcome: 'not-evaluable',
    ...shared(told),
    missing: missing.map((what) => ({
      what,
      words: missingNames[what],
      measures: names.filter((name) => judgement.missingOf(name).some((one) => one === what)),
    })),
    ...(moment >= 0 && !judgement.isRefused && { known: await knownAt(moment, told) }),
    tier: document.tier,
    tierWords: tierWords[document.tier],
    factCodes: missing.includes('facts') ? factCodes(document.measures, rulebook.lists) : [],
  };
}

async function knownAt(
  moment: number,
  told: Told,
): Promise<NonNullable<NotEvaluableExplained['known']>> {
  const { conditions, shown } = await judgedAt(moment, told);
  return { asOf: shown.asOf, conditions };
}

function factCodes(
  measures: Rulebook['indicators'][number]['measures'],
  lists: Lists,
): NotEvaluableExplained['factCodes'] {
  const codes = Object.values(measures).flatMap((measure) => {
    if ('records' in measure) return measure.records === 'facts' ? (measure.codes ?? []) : [];
    return 'distinctRecords' in measure && measure.of === 'facts' ? (measure.codes ?? []) : [];
  });
  return [...new Set(codes)].flatMap((code) => {
    const known = lists.factCodes[code];
    return known ? [{ code, words: { en: known.en, fr: known.fr }, tier: known.tier }] : [];
  });
}

const shared = ({ judgement, facts, rulebook }: Told) => ({
  subject: facts.subject,
  indicator: judgement.indicator.document.id,
  version: judgement.indicator.document.version,
  rulebook: rulebook.number,
});

/** Everything about one moment, json-rules-engine's results among it. */
async function judgedAt(moment: number, told: Told) {
  const { judgement, facts, measured, wordings } = told;
  const { indicator } = judgement;
  const { document, names, numbers } = indicator;
  const values = Float64Array.from(numbers, (number) => valueAt(measured.series(number), moment));
  const named = (place: number): MeasureValue => {
    const value = values[place] ?? Number.NaN;
    return Number.isNaN(value) ? null : value;
  };
  const asked: Facts = Object.fromEntries(names.map((name, place) => [name, named(place)]));
  const conditions = await explained(document.conditions, asked, told);
  const evidence = numbers.map((number) =>
    [...new Set(measured.series(number).evidence(moment))].sort((a, b) => a - b),
  );
  const measures = Object.fromEntries(
    names.map((name, place) => [
      name,
      {
        words: { en: measureInWords(name, wordings.en), fr: measureInWords(name, wordings.fr) },
        unit: unitIn(document.measures, name),
        value: named(place),
        evidence: (evidence[place] ?? []).map((index) => refAt(index, facts)),
      },
    ]),
  );
  return {
    values,
    facts: asked,
    ...agreed(conditions, indicator.holds(values), told),
    evidence: [...new Set(evidence.flat())].sort((a, b) => a - b),
    shown: { asOf: lastEntryAt(moment, facts).at, conditions, measures },
  };
}

const explained = async (conditions: RootConditions, facts: Facts, { wordings }: Told) => {
  const result: ConditionResult = await conditionResults(conditions, facts);
  return explainConditions(result, wordings);
};

/** One answer: that of json-rules-engine, which the compiled conditions must give as well. */
function agreed(
  conditions: Awaited<ReturnType<typeof explained>>,
  holds: boolean,
  { judgement }: Told,
) {
  if (conditions.holds !== holds) {
    const { id } = judgement.indicator.document;
    throw new RangeError(`json-rules-engine and the compiled conditions of ${id} differ`);
  }
  return { conditions, holds };
}

const refAt = (index: number, { entries }: SubjectFacts): EntryRef => {
  const entry = entries[index];
  if (!entry) throw new RangeError(`no entry ${index}`);
  return entryRef(entry);
};
