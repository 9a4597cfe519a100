import type { Entry } from '../ledger/entry.ts';
import { foldText } from '../ledger/fold-text.ts';
import { betweenLocalTimes, isNight, localDate, localMinutes, yearsBetween } from '../time.ts';
import { aliasesOf } from './aliases.ts';
import { countryOf, pointOf } from './entry-places.ts';
import type { CompiledLists } from './lists.ts';
import type { Selector } from './measure.ts';
import { kilometres } from './places.ts';
import type { SubjectView } from './subject-view.ts';

/** @param instant of the entry: milliseconds since 1970. */
export type EntryTest = (entry: Entry, subject: SubjectView, instant: number) => boolean;

/** A test for merchant category codes. */
export type CodeTest = (mcc: string) => boolean;

/**
 * What a selector asks beyond the plain shape of an entry (kind, direction, role, attempted): of the
 * merchant's code, and everything else as one test. Absent where it asks nothing. Each field that is
 * given must hold; what an entry does not tell never matches. Whether an entry is selected depends on
 * the entries before it at most, never on later ones.
 */
export function compileSelector(
  selector: Selector,
  lists: CompiledLists,
): { accepts: CodeTest | undefined; test: EntryTest | undefined } {
  const { merchantGroup } = selector;
  const groups = merchantGroup && listed(merchantGroup).map(lists.merchantGroup);
  const tests = [
    ...plainTests(selector),
    ...otherSideTests(selector, lists),
    ...timeTests(selector),
    ...merchantTests(selector, lists),
    ...placeTests(selector, lists),
    ...textTests(selector, lists),
  ].filter((test) => test !== undefined);
  return {
    accepts: groups ? (mcc) => groups.some((has) => has(mcc)) : undefined,
    test: allOf(tests),
  };
}

export type PlainSelector = Pick<
  Selector,
  'kind' | 'direction' | 'channel' | 'role' | 'accountType' | 'attempted' | 'amount'
>;

/** The plain part of a selector but for the amount, which needs neither lists nor the subject. */
export function compilePlainSelector({
  role = 'holder',
  attempted = false,
  ...selector
}: Omit<PlainSelector, 'amount'>): (entry: Entry) => boolean {
  const tests = [
    among(selector.kind, ({ kind }) => kind),
    among(selector.direction, ({ direction }) => direction),
    among(selector.channel, ({ channel }) => channel),
    among(selector.accountType, ({ accountType }) => accountType),
  ].filter((test) => test !== undefined);
  return (entry) =>
    (role === 'any' || entry.role === role) &&
    (entry.attempted ?? false) === attempted &&
    tests.every((test) => test(entry));
}

function allOf(tests: readonly EntryTest[]): EntryTest | undefined {
  const [first, second] = tests;
  if (!first || !second) return first;
  if (tests.length === 2) {
    return (entry, subject, instant) =>
      first(entry, subject, instant) && second(entry, subject, instant);
  }
  return (entry, subject, instant) => tests.every((test) => test(entry, subject, instant));
}

type Tests = (EntryTest | undefined)[];

/** A test made of what is asked for; none when nothing is. */
const asking = <T>(asked: T | undefined, test: (asked: T) => EntryTest): EntryTest | undefined =>
  asked === undefined ? undefined : test(asked);

const listed = <T>(value: T | readonly T[]): readonly T[] =>
  Array.isArray(value) ? value : [value as T];

/** A test for one field against the values asked for; none when nothing is asked. */
function among<T>(
  asked: T | readonly T[] | undefined,
  read: (entry: Entry) => T | undefined,
): ((entry: Entry) => boolean) | undefined {
  if (asked === undefined) return undefined;
  const values = new Set<T | undefined>(listed(asked));
  return (entry) => {
    const value = read(entry);
    return value !== undefined && values.has(value);
  };
}

function plainTests(selector: Selector): Tests {
  const { amount, purpose, refund } = selector;
  return [
    among(selector.channel, ({ channel }) => channel),
    among(selector.conductor, ({ conductor }) => conductor),
    among(selector.accountType, ({ accountType }) => accountType),
    among(selector.cardPresent, ({ cardPresent }) => cardPresent),
    asking(amount, amountTest),
    asking(purpose, purposeTest),
    asking(refund, (wanted) => (entry) => isRefund(entry) === wanted),
    asking(selector.namedBeneficiary, () => (entry) => entry.namedBeneficiary !== undefined),
    asking(selector.hasAccount, (wanted) => (entry) => (entry.account !== undefined) === wanted),
  ];
}

function purposeTest(asked: NonNullable<Selector['purpose']>): EntryTest {
  const purposes = new Set(listed(asked).map(foldText));
  return ({ purpose }) => purpose !== undefined && purposes.has(foldText(purpose));
}

const isRefund = ({ kind, refundOf }: Entry): boolean =>
  kind === 'card_refund' || refundOf !== undefined;

export function amountTest({
  atLeast = 0,
  atMost,
  multipleOf,
  oneOf,
}: NonNullable<Selector['amount']>) {
  const exact = oneOf && new Set(oneOf);
  return ({ cadMinor }: Entry): boolean =>
    cadMinor !== undefined &&
    cadMinor >= atLeast &&
    (atMost === undefined || cadMinor <= atMost) &&
    (multipleOf === undefined || cadMinor % multipleOf === 0) &&
    (exact === undefined || exact.has(cadMinor));
}

const merchantTests = ({ merchantList }: Selector, lists: CompiledLists): Tests => [
  asking(merchantList, (asked) => {
    const named = listed(asked).map(lists.merchants);
    const isNamed = (name: string | undefined) =>
      name !== undefined && named.some((has) => has(name));
    return (entry) => isNamed(entry.merchant) || isNamed(organizationOf(entry));
  }),
];

/** The name of the organization on the other side. */
const organizationOf = ({ counterparty }: Entry): string | undefined =>
  counterparty?.kind === 'entity' ? counterparty.name : undefined;

const textTests = (selector: Selector, lists: CompiledLists): Tests => [
  asking(selector.words, ({ list, in: fields }) => {
    const keywords = listed(list).map(lists.keywords);
    return (entry) =>
      fields.some((field) => {
        const text = field === 'counterpartyName' ? entry.counterparty?.name : entry[field];
        return text !== undefined && keywords.some((has) => has(text));
      });
  }),
  asking(
    selector.bracketedAlias,
    () =>
      (entry, { party }) =>
        aliasesOf(entry, party).length > 0,
  ),
];

const otherSideTests = (selector: Selector, lists: CompiledLists): Tests => [
  among(selector.counterparty, ({ counterparty }) => counterparty?.kind),
  asking(selector.counterpartyCountry, (asked) => {
    const countries = new Set(listed(asked).flatMap(lists.countries));
    return (entry) => countries.has(countryOf(entry) ?? '');
  }),
  asking(selector.counterpartyAge, ({ atLeast = 0, atMost = Number.POSITIVE_INFINITY }) => {
    return ({ counterparty: { age } = {} }) => age !== undefined && age >= atLeast && age <= atMost;
  }),
  asking(selector.youngerByYears, youngerTest),
  among(selector.tie, ({ counterparty }) => counterparty?.tie),
  asking(
    selector.unrelated,
    () =>
      (entry, { isStranger }, instant) =>
        isStranger(entry, instant),
  ),
];

/** Whole years on the local date of the entry, as the other side's age is. */
const youngerTest =
  (years: number): EntryTest =>
  ({ at, counterparty: { age } = {} }, { party: { birthDate } }) =>
    birthDate !== undefined &&
    age !== undefined &&
    yearsBetween(birthDate, localDate(at)) - age >= years;

function placeTests(selector: Selector, lists: CompiledLists): Tests {
  const { places } = lists;
  const fromHome = (entry: Entry, { home }: SubjectView): number | undefined => {
    const point = pointOf(entry, places);
    return home && point && kilometres(point, home);
  };
  return [
    asking(selector.awayFromHome, () => ({ city, province }, { home }) => {
      const place = places.find(city, province);
      return home !== undefined && place !== undefined && place.area !== home.area;
    }),
    asking(
      selector.nearHomeKm,
      (km) => (entry, subject) => (fromHome(entry, subject) ?? km + 1) <= km,
    ),
    asking(
      selector.beyondHomeKm,
      (km) => (entry, subject) => (fromHome(entry, subject) ?? 0) >= km,
    ),
    asking(selector.country, (asked) => {
      const countries = new Set(listed(asked).flatMap(lists.countries));
      return ({ country }) => country !== undefined && countries.has(country);
    }),
    asking(selector.placeList, (asked) => {
      const named = listed(asked).map(lists.placeList);
      return ({ city, province }) => named.some((has) => has(city, province));
    }),
    asking(selector.outsideServiceArea, () => (entry, { party: { province } }) => {
      const known = [entry.merchant, organizationOf(entry)]
        .flatMap((name) => (name === undefined ? [] : [lists.provincesServed(name)]))
        .filter((provinces) => provinces !== undefined);
      if (province === undefined || known.length === 0) return false;
      return known.every((provinces) => !provinces.has(province));
    }),
  ];
}

const timeTests = (selector: Selector): Tests => [
  asking(
    selector.night,
    (wanted) =>
      ({ at }) =>
        isNight(at) === wanted,
  ),
  asking(selector.localTime, ({ from, to }) => {
    const inside = betweenLocalTimes(from, to);
    return ({ at }) => inside(localMinutes(at));
  }),
  asking(
    selector.outsideDeclaredHours,
    () =>
      ({ at }, { isOpen }) =>
        isOpen?.(localMinutes(at)) === false,
  ),
];
