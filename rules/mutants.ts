import type { Indicator } from '../lib/indicators/indicator.ts';

/*
 * Small changes to an indicator document. A document whose every change alters the outcome of one
 * of its cases has cases on both sides of each of its edges.
 */

export type Mutant = { change: string; indicator: Indicator };

/** A place in a document at which a value stands, and the values to put there instead. */
type Spot = { path: (string | number)[]; value: unknown; instead: unknown[] };

/** Each change on its own; a window or a bound that several measures share changes in all of them. */
export function mutantsOf(indicator: Indicator): Mutant[] {
  const shared = [...Map.groupBy(measureSpots(indicator), sharedName).values()];
  const filters = [...Map.groupBy(filterSpots(indicator), filterName).values()];
  const own = comparisonSpots(indicator).map((spot) => [spot]);
  return [...shared, ...filters, ...own].flatMap((spots) =>
    (spots[0]?.instead ?? []).map((value) => ({
      change: `${spots.map(({ path }) => path.join('.')).join(' and ')} → ${JSON.stringify(value) ?? 'none'}`,
      indicator: spots.reduce((changed, { path }) => put(changed, path, value), indicator),
    })),
  );
}

function sharedName({ path, value }: Spot): string {
  const [owner, field] = path.slice(-2);
  if (field === 'over') return `over ${value}`;
  return owner === 'amount' ? `${field} ${value}` : path.join('.');
}

const filterName = ({ path, value }: Spot) => `${path.at(-1)} ${JSON.stringify(value)}`;

/** Where a selector stands: under these fields, or in these parts of pairs and of passed-on money. */
const selectorFields = new Set([
  'count',
  'sum',
  'of',
  'counted',
  'dates',
  'runs',
  'ratioToBaseline',
  'neighbours',
  'first',
  'next',
  'in',
  'out',
]);

/** What measures ask for beside selectors and numbers. */
const askedFields = new Set([
  'same',
  'different',
  'eitherOrder',
  'codes',
  'exceptCodes',
  'confidence',
  'merchantGroup',
  'unrelated',
  'sameEmployer',
  'ofPay',
]);

/** Fields whose numbers are changed one by one. */
const inNumbers = new Set(['amount', 'localTime', 'counterpartyAge']);

/** Each filter: left out, and turned around where it is a yes or a no. */
const filterSpots = ({ measures }: Indicator): Spot[] =>
  Object.entries(measures).flatMap(([name, measure]) => filtersIn(measure, ['measures', name]));

function filtersIn(node: object, path: (string | number)[]): Spot[] {
  const owner = String(path.at(-1));
  const isSelector = selectorFields.has(owner) && !Array.isArray(node);
  return Object.entries(node).flatMap(([field, value]): Spot[] => {
    const here = [...path, field];
    const isFilter = isSelector ? !inNumbers.has(field) : askedFields.has(field);
    if (isFilter) {
      const turned = typeof value === 'boolean' && field !== 'eitherOrder' ? [!value] : [];
      return [
        { path: here, value, instead: isLoose(field) ? [undefined] : [undefined, ...turned] },
      ];
    }
    return typeof value === 'object' && value !== null ? filtersIn(value, here) : [];
  });
}

/** Filters that know only yes. */
const isLoose = (field: string): boolean =>
  [
    'unrelated',
    'bracketedAlias',
    'namedBeneficiary',
    'outsideDeclaredHours',
    'awayFromHome',
  ].includes(field) || ['outsideServiceArea', 'sameEmployer', 'ofPay'].includes(field);

function comparisonSpots({ measures, conditions, grades = [] }: Indicator): Spot[] {
  const all = [
    ...spotsIn(conditions, ['conditions']),
    ...grades.flatMap((grade, place) => spotsIn(grade.conditions, ['grades', place, 'conditions'])),
  ];
  return all.flatMap(({ path, value, parent }): Spot[] => {
    const field = path.at(-1);
    if (field === 'operator') return [{ path, value, instead: others[String(value)] ?? [] }];
    if (field !== 'value') return [];
    const step = stepOf(measures[String(parent.fact)] ?? {});
    const instead = [Number(value) - step, Number(value) + step].map(rounded);
    return [{ path, value, instead }];
  });
}

/** Stricter or laxer at the edge, and turned around. */
const others: Record<string, string[]> = {
  greaterThanInclusive: ['greaterThan', 'lessThanInclusive'],
  greaterThan: ['greaterThanInclusive', 'lessThan'],
  lessThanInclusive: ['lessThan', 'greaterThanInclusive'],
  lessThan: ['lessThanInclusive', 'greaterThan'],
  equal: ['notEqual'],
  notEqual: ['equal'],
};

/** One for what is counted, one cent for money, a twentieth for shares, a quarter for growth. */
function stepOf(measure: object): number {
  if ('share' in measure || 'topShare' in measure) return 0.05;
  if ('peerZ' in measure) return 0.1;
  return 'ratioToBaseline' in measure ? 0.25 : 1;
}

const rounded = (value: number) => Math.round(value * 1e6) / 1e6;

/** Windows, gaps, bounds of amounts, distances, times of day: whatever a measure has of numbers. */
function measureSpots({ measures }: Indicator): Spot[] {
  return spotsIn(measures, ['measures']).flatMap(({ path, value, parent }) => {
    const instead = neighbours(String(path.at(-1)), value, parent.multipleOf);
    return instead.length > 0 ? [{ path, value, instead }] : [];
  });
}

/** @param step the next amount that a bound could be reached with. */
function neighbours(field: string, value: unknown, step = 1): unknown[] {
  if (field === 'over' || field === 'within' || field === 'apart') {
    const [, count, unit] = /^(\d+)([mhd])$/.exec(String(value)) ?? [];
    const shorter = Number(count) > 1 ? [`${Number(count) - 1}${unit}`] : [];
    return [...shorter, `${Number(count) + 1}${unit}`];
  }
  if (field === 'from' || field === 'to') return [minutesLater(String(value), 1)];
  if (typeof value !== 'number') return [];
  if (field === 'apartKm' || /Km$/.test(field)) return [value * 0.8, value * 1.2];
  if (field === 'multipleOf') return [value + 1];
  if (/Percent$/.test(field)) return [value - 1, value + 1];
  if (field === 'top' || /^\d+$/.test(field)) return [];
  if (field === 'forwarding' || field === 'partOfSum')
    return [value - 0.05, value + 0.05].map(rounded);
  if (field === 'peerMedianTimes') return [value * 0.9, value * 1.1];
  return [value - step, value + step];
}

function minutesLater(time: string, minutes: number): string {
  const total = (Number(time.slice(0, 2)) * 60 + Number(time.slice(3)) + minutes) % 1440;
  return [Math.floor(total / 60), total % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
}

type Parent = { fact?: string; multipleOf?: number };
type Leaf = { path: (string | number)[]; value: unknown; parent: Parent };

function spotsIn(node: unknown, path: (string | number)[]): Leaf[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => {
    const here = [...path, key];
    return typeof value === 'object' ? spotsIn(value, here) : [{ path: here, value, parent: node }];
  });
}

function put<T>(node: T, [step, ...rest]: (string | number)[], value: unknown): T {
  if (step === undefined) return value as T;
  const copy = (Array.isArray(node) ? [...node] : { ...node }) as Record<string | number, unknown>;
  const changed = put(copy[step], rest, value);
  if (changed === undefined && !Array.isArray(copy)) delete copy[step];
  else copy[step] = changed;
  return copy as T;
}
