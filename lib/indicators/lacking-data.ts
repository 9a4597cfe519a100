import type { Compiled, CompiledRulebook } from './compiled-rulebook.ts';
import type { Indicator } from './indicator.ts';
import type { NotEvaluable } from './match.ts';
import { type Known, type Missing, missingFor, missingParts } from './missing-data.ts';

/** What is missing of one subject for the measures and indicators of a rulebook. */
export type LackingData = {
  /** By the numbers of measures: what each lacks, so that it is undefined. */
  byNumber: readonly (readonly Missing[])[];
  /** Whether an indicator may not be judged at all. */
  isRefused(indicator: Compiled<Indicator>): boolean;
  /** Each once, sorted. */
  missingOf(indicator: Compiled<Indicator>): readonly Missing[];
  /** The third answer, for an indicator that does not hold; undefined where nothing is missing. */
  notEvaluable(indicator: Compiled<Indicator>): NotEvaluable | undefined;
};

/** @param before is given back where nothing is missing that was not, and nothing came. */
export function lackingData(
  { needs }: Pick<CompiledRulebook, 'needs'>,
  known: Known,
  before?: LackingData,
): LackingData {
  const byNumber = needs.map((one) => missingFor(one, known));
  if (before && byNumber.every((missing, number) => isSame(missing, before.byNumber[number]))) {
    return before;
  }
  const answers = new Map<Compiled<Indicator>, { answer: NotEvaluable | undefined }>();
  function answerTo({ document, parts }: Compiled<Indicator>): NotEvaluable | undefined {
    const missing = new Set(missingParts(document, known));
    for (const number of parts) for (const word of byNumber[number] ?? []) missing.add(word);
    return missing.size === 0
      ? undefined
      : { indicator: document.id, missing: [...missing].sort() };
  }
  function notEvaluable(indicator: Compiled<Indicator>): NotEvaluable | undefined {
    const known = answers.get(indicator) ?? { answer: answerTo(indicator) };
    answers.set(indicator, known);
    return known.answer;
  }
  return {
    byNumber,
    isRefused: ({ document }) => missingParts(document, known).length > 0,
    missingOf: (indicator) => notEvaluable(indicator)?.missing ?? [],
    notEvaluable,
  };
}

const isSame = (missing: readonly Missing[], before: readonly Missing[] = []): boolean =>
  missing === before ||
  (missing.length === before.length && missing.every((word, place) => word === before[place]));

/** Whether an indicator lacks the same in both. */
export const lacksTheSame = (
  indicator: Compiled<Indicator>,
  one: LackingData,
  other: LackingData,
): boolean =>
  one.isRefused(indicator) === other.isRefused(indicator) &&
  indicator.parts.every((number) => isSame(one.byNumber[number] ?? [], other.byNumber[number]));
