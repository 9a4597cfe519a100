import type { Entry } from '../ledger/entry.ts';
import { foldText } from '../ledger/fold-text.ts';
import { isNight, localMinutes } from '../time.ts';
import { strangerTest } from './acquaintance.ts';
import { aliasesOf } from './aliases.ts';
import { pointOf } from './entry-places.ts';
import type { CompiledLists } from './lists.ts';
import type { Selector } from './measure.ts';
import { kilometres } from './places.ts';
import type { SubjectFacts } from './subject-facts.ts';

export type EntryTest = (entry: Entry) => boolean;

/** What tests read beside the entry: the rulebook's lists, and the subject whose ledger it is. */
export type SelectorContext = {
  lists: CompiledLists;
  facts: SubjectFacts;
  isStranger: EntryTest;
};

export const selectorContext = (lists: CompiledLists, facts: SubjectFacts): SelectorContext => ({
  lists,
  facts,
  isStranger: strangerTest(facts),
});

/**
 * A selector as one test. Each field that is given must hold; what an entry does not tell never
 * matches. Whether an entry is selected depends on the entries before it at most, never on later
 * ones.
 */
export function compileSelector(selector: Selector, context: SelectorContext): EntryTest {
  const tests = [
    ...plainTests(selector),
    ...merchantTests(selector, context),
    ...textTests(selector, context),
    ...otherSideTests(selector, context),
    ...placeTests(selector, context),
    ...timeTests(selector, context),
  ].filter((test) => test !== undefined);
  return (entry) => tests.every((test) => test(entry));
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
): EntryTest | undefined {
  return asking(asked, (wanted) => {
    const values = new Set<T | undefined>(listed(wanted));
    return (entry) => {
      const value = read(entry);
      return value !== undefined && values.has(value);
    };
  });
}

function plainTests(selector: Selector): Tests {
  const { role = 'holder', attempted = false, amount, purpose, refund } = selector;
  return [
    among(selector.kind, ({ kind }) => kind),
    among(selector.direction, ({ direction }) => direction),
    among(selector.channel, ({ channel }) => channel),
    among(selector.conductor, ({ conductor }) => conductor),
    among(selector.accountType, ({ accountType }) => accountType),
    among(selector.cardPresent, ({ cardPresent }) => cardPresent),
    role === 'any' ? undefined : (entry) => entry.role === role,
    (entry) => (entry.attempted ?? false) === attempted,
    asking(amount, amountTest),
    asking(purpose, purposeTest),
    asking(refund, (wanted) => (entry) => isRefund(entry) === wanted),
    asking(selector.namedBeneficiary, () => (entry) => entry.namedBeneficiary !== undefined),
  ];
}

function purposeTest(asked: NonNullable<Selector['purpose']>): EntryTest {
  const purposes = new Set(listed(asked).map(foldText));
  return ({ purpose }) => purpose !== undefined && purposes.has(foldText(purpose));
}

const isRefund = ({ kind, refundOf }: Entry): boolean =>
  kind === 'card_refund' || refundOf !== undefined;

function amountTest({ atLeast = 0, atMost, multipleOf, oneOf }: NonNullable<Selector['amount']>) {
  const exact = oneOf && new Set(oneOf);
  return ({ cadMinor }: Entry): boolean =>
    cadMinor !== undefined &&
    cadMinor >= atLeast &&
    (atMost === undefined || cadMinor <= atMost) &&
    (multipleOf === undefined || cadMinor % multipleOf === 0) &&
    (exact === undefined || exact.has(cadMinor));
}

const merchantTests = (
  { merchantGroup, merchantList }: Selector,
  { lists }: SelectorContext,
): Tests => [
  asking(merchantGroup, (asked) => {
    const groups = listed(asked).map(lists.merchantGroup);
    return ({ mcc }) => mcc !== undefined && groups.some((has) => has(mcc));
  }),
  asking(merchantList, (asked) => {
    const named = listed(asked).map(lists.merchants);
    return (entry) => merchantNames(entry).some((name) => named.some((has) => has(name)));
  }),
];

/** The name the card system gives, and the organization on the other side. */
const merchantNames = ({ merchant, counterparty }: Entry): string[] =>
  [merchant, counterparty?.kind === 'entity' ? counterparty.name : undefined].filter(
    (name) => name !== undefined,
  );

const textTests = (selector: Selector, { lists, facts }: SelectorContext): Tests => [
  asking(selector.words, ({ list, in: fields }) => {
    const keywords = listed(list).map(lists.keywords);
    return (entry) =>
      fields.some((field) => {
        const text = field === 'counterpartyName' ? entry.counterparty?.name : entry[field];
        return text !== undefined && keywords.some((has) => has(text));
      });
  }),
  asking(selector.bracketedAlias, () => (entry) => aliasesOf(entry, facts.party).length > 0),
];

const otherSideTests = (selector: Selector, { lists, isStranger }: SelectorContext): Tests => [
  among(selector.counterparty, ({ counterparty }) => counterparty?.kind),
  asking(selector.counterpartyCountry, (asked) => {
    const countries = new Set(listed(asked).flatMap(lists.countries));
    return (entry) => countries.has(countryOf(entry) ?? '');
  }),
  asking(selector.unrelated, () => isStranger),
];

/** The country of the other side; a wire that names nobody's country has that of its place. */
export const countryOf = ({ counterparty, kind, country }: Entry): string | undefined =>
  counterparty?.country ?? (kind === 'wire_intl' ? country : undefined);

function placeTests(selector: Selector, { lists: { places }, facts }: SelectorContext): Tests {
  const home = places.find(facts.party.city, facts.party.province);
  return [
    asking(selector.awayFromHome, () => ({ city, province }) => {
      const place = places.find(city, province);
      return home !== undefined && place !== undefined && place.area !== home.area;
    }),
    asking(selector.nearHomeKm, (km) => (entry) => {
      const point = pointOf(entry, places);
      return home !== undefined && point !== undefined && kilometres(point, home) <= km;
    }),
  ];
}

function timeTests(selector: Selector, { facts: { profile } }: SelectorContext): Tests {
  const { openFrom, openUntil } = profile ?? {};
  const isOpen = openFrom && openUntil ? between(openFrom, openUntil) : undefined;
  return [
    asking(
      selector.night,
      (wanted) =>
        ({ at }) =>
          isNight(at) === wanted,
    ),
    asking(selector.localTime, ({ from, to }) => {
      const inside = between(from, to);
      return ({ at }) => inside(localMinutes(at));
    }),
    asking(
      selector.outsideDeclaredHours,
      () =>
        ({ at }) =>
          isOpen?.(localMinutes(at)) === false,
    ),
  ];
}

/** From inclusive, to exclusive, past midnight when `to` is not later: "22:00" to "06:00". */
function between(from: string, to: string): (minutes: number) => boolean {
  const [start, end] = [from, to].map(
    (time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5)),
  );
  if (start === undefined || end === undefined) return () => false;
  return start < end
    ? (minutes) => minutes >= start && minutes < end
    : (minutes) => minutes >= start || minutes < end;
}
