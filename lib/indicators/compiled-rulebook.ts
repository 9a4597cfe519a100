import { acceptConditions } from './conditions/accept.ts';
import { compileConditions } from './conditions/compile.ts';
import { factsAsked } from './conditions-of.ts';
import type {
  Comparison,
  Conditions,
  Grade,
  Indicator,
  RootConditions,
  Suppressor,
} from './indicator.ts';
import { asksAboutOthers, judgingOrder } from './judging-order.ts';
import { type CompiledLists, compileLists } from './lists.ts';
import { type MeasurePlan, type MeasurePlans, measurePlans } from './measure-plans.ts';
import { type Compute, compileMeasure } from './measures.ts';
import { type DataNeeds, dataNeeds } from './missing-data.ts';
import { type FieldNeeds, fieldNeeds } from './missing-fields.ts';
import { isNetworkIndicator } from './neighbourhood.ts';
import { compilePossible, type IsPossible } from './possible.ts';
import type { Lists, Rulebook } from './rulebook.ts';
import { compileSelection, type NewSelection } from './selection.ts';

/** Answers for the measures of a document, in its order; NaN where one is undefined. */
type Ask = (values: Float64Array) => boolean;

/** What indicators and suppressors have in common: numbered measures and a condition over them. */
export type Compiled<T> = {
  document: T;
  names: readonly string[];
  /** In the order of `names`: the numbers of the measures. */
  numbers: readonly number[];
  /** The places in `names` of the measures that the conditions ask for. */
  asked: readonly number[];
  holds: Ask;
  /** Whether it could hold; absent where that cannot be told beforehand. */
  isPossible: IsPossible | undefined;
  /** Comparisons without which the conditions cannot hold, the cheapest first. */
  needed: readonly Needed[];
  /** Only indicators have any. */
  grades: readonly { strength: number; holds: Ask }[];
  /** The selectors of its measures, and of those that they are made of. */
  selectors: readonly number[];
  /** The numbers of its measures, and of those that they are made of. */
  parts: readonly number[];
  /** Whether it certainly does not hold for a subject of whom no selector keeps anything. */
  isQuiet: boolean;
};

export type Needed = {
  number: number;
  holds: (value: number) => boolean;
};

export type CompiledRulebook = {
  number: number;
  indicators: Compiled<Indicator>[];
  /** Those that read one ledger alone, each after those it asks about. */
  ordinary: Compiled<Indicator>[];
  /** The order of the rulebook, as places in `ordinary`. */
  order: number[];
  /** By places in `ordinary`: the measures that no later one asks for. */
  spent: number[][];
  /** Those that look beyond one ledger. */
  network: Compiled<Indicator>[];
  suppressors: Compiled<Suppressor>[];
  lists: CompiledLists;
  /** The measures of all documents, by number. */
  computes: readonly Compute[];
  /** What they need, by number. */
  needs: readonly (DataNeeds | undefined)[];
  newSelection: NewSelection;
  newTold: FieldNeeds['newTold'];
};

const compiled = new WeakMap<Rulebook, CompiledRulebook>();
const compiledLists = new WeakMap<Lists, CompiledLists>();

/** A rulebook never changes, so it is made ready once. */
export function compileRulebook(rulebook: Rulebook): CompiledRulebook {
  return keptFor(compiled, rulebook, () => {
    const lists = keptFor(compiledLists, rulebook.lists, () => compileLists(rulebook.lists));
    const measures = measurePlans();
    const fields = fieldNeeds();
    const compile = <T extends Indicator | Suppressor>(document: T) =>
      compileDocument(document, measures);
    const indicators = rulebook.indicators.map(compile);
    const suppressors = rulebook.suppressors.map(compile);
    const network = indicators.filter(({ document }) => isNetworkIndicator(document));
    const ordinary = judgingOrder(indicators.filter((one) => !network.includes(one)));
    return {
      number: rulebook.number,
      indicators,
      ordinary,
      order: indicators.flatMap((one) => (network.includes(one) ? [] : [ordinary.indexOf(one)])),
      spent: spentBy(ordinary),
      network: judgingOrder(network),
      suppressors,
      lists,
      computes: measures.plans.map((plan) => compileMeasure(plan, lists)),
      needs: measures.plans.map((plan) => dataNeeds(plan, fields)),
      newSelection: compileSelection(measures.selectors, lists),
      newTold: fields.newTold,
    };
  });
}

function spentBy(ordinary: readonly Compiled<Indicator>[]): number[][] {
  const last = new Map<number, number>();
  for (const [place, { parts }] of ordinary.entries()) {
    for (const number of parts) last.set(number, place);
  }
  const spent: number[][] = ordinary.map(() => []);
  for (const [number, place] of last) spent[place]?.push(number);
  return spent;
}

function keptFor<K extends WeakKey, V>(kept: WeakMap<K, V>, key: K, make: () => V): V {
  const known = kept.get(key) ?? make();
  kept.set(key, known);
  return known;
}

function compileDocument<T extends Indicator | Suppressor>(
  document: T,
  measures: MeasurePlans,
): Compiled<T> {
  const names = Object.keys(document.measures);
  const numbers = names.map((name) => measures.numberOf(name, document.measures));
  const ask = askOf(names);
  const holds = ask(document.conditions);
  const grades = gradesOf(document).map(({ strength, conditions }) => ({
    strength,
    holds: ask(conditions),
  }));
  const plans = numbers.map((number) => measures.plans[number]);
  const asked = factsAsked(document.conditions).map((fact) => names.indexOf(fact));
  return {
    document,
    names,
    numbers,
    asked,
    holds,
    isPossible: compilePossible(
      document.conditions,
      (fact) => plans[names.indexOf(fact)],
      measures,
      compareOne,
    ),
    needed: neededOf(document.conditions)
      .map((comparison) => ({
        number: numbers[names.indexOf(comparison.fact)] ?? 0,
        holds: compareOne(comparison),
      }))
      .sort((a, b) => costOf(measures.plans[a.number]) - costOf(measures.plans[b.number])),
    grades,
    selectors: [
      ...new Set(
        numbers
          .flatMap((number) => partsOf(number, measures))
          .flatMap((number) => selectorsOf(measures.plans[number])),
      ),
    ],
    parts: [...new Set(numbers.flatMap((number) => partsOf(number, measures)))],
    isQuiet:
      !asksAboutOthers(document.measures) &&
      plans.every((plan) => plan !== undefined && blankOf(plan, measures) !== undefined) &&
      !holds(Float64Array.from(plans, (plan) => (plan && blankOf(plan, measures)) ?? Number.NaN)),
  };
}

const askOf =
  (names: readonly string[]) =>
  (conditions: RootConditions): Ask =>
    compileConditions(acceptConditions(conditions), {
      slotOf: (name) => {
        const slot = names.indexOf(name);
        return slot < 0 ? undefined : slot;
      },
    });

/** Comparisons that must hold, whatever else does: those of an `all` at the root. */
const neededOf = (conditions: Conditions): Comparison[] =>
  'all' in conditions ? conditions.all.flatMap((one) => ('fact' in one ? [one] : [])) : [];

function compareOne(comparison: Comparison): (value: number) => boolean {
  const holds = askOf([comparison.fact])({ all: [comparison] });
  const values = new Float64Array(1);
  return (value) => {
    values[0] = value;
    return holds(values);
  };
}

const gradesOf = (document: Indicator | Suppressor): readonly Grade[] =>
  'grades' in document ? (document.grades ?? []) : [];

/** Totals are read from sums; other measures walk through the window, or through the history. */
function costOf(plan: MeasurePlan | undefined): number {
  if (plan?.kind !== 'base') return 3;
  const { measure } = plan;
  if ('count' in measure || 'sum' in measure) return 1;
  return 'distinct' in measure || 'dates' in measure ? 2 : 4;
}

/** A measure, and those that it is made of. */
function partsOf(number: number, measures: MeasurePlans): number[] {
  const plan = measures.plans[number];
  const parts = (...numbers: number[]) => numbers.flatMap((part) => partsOf(part, measures));
  switch (plan?.kind) {
    case 'share':
      return [number, ...parts(plan.part, plan.whole)];
    case 'peerZ':
      return [number, ...parts(plan.own)];
    default:
      return [number];
  }
}

const selectorsOf = (plan: MeasurePlan | undefined): number[] =>
  plan?.kind === 'base' ? plan.selectors : [];

/** A measure's value when no selector keeps anything; undefined where other things decide it. */
function blankOf(plan: MeasurePlan, measures: MeasurePlans): number | undefined {
  if (plan.kind === 'share') {
    const whole = measures.plans[plan.whole];
    return whole && blankOf(whole, measures) === 0 ? Number.NaN : undefined;
  }
  if (plan.kind !== 'base' || plan.selectors.length === 0) return undefined;
  const { measure } = plan;
  return 'topShare' in measure || 'median' in measure || 'medianBalance' in measure
    ? Number.NaN
    : 0;
}
