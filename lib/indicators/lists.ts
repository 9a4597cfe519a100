import { type MinimumWages, minimumWagesOf } from './minimum-wages.ts';
import { type Peers, peersOf } from './peers.ts';
import { type Places, placesOf } from './places.ts';
import type { Lists } from './rulebook.ts';
import { type ServiceAreas, serviceAreasOf } from './service-areas.ts';
import { listMatcher } from './text-matching.ts';

type Test = (value: string) => boolean;
/** Whether a city, as an entry or a party tells it, is on a list. */
type PlaceTest = (city: string | undefined, province: string | undefined) => boolean;

/** The rulebook's lists made ready to ask. An unknown name throws: rulebooks are checked before. */
export type CompiledLists = {
  groupNames: readonly string[];
  merchantGroup(name: string): Test;
  merchants(name: string): Test;
  keywords(name: string): Test;
  /** The keyword lists that have a term in a text. */
  keywordLists(text: string): ReadonlySet<string>;
  /** The countries of a list, or a country itself. */
  countries(name: string): readonly string[];
  places: Places;
  placeList(name: string): PlaceTest;
  provincesServed: ServiceAreas;
  minimumWage: MinimumWages;
  peers: Peers;
};

export function compileLists(lists: Lists): CompiledLists {
  const merchants = testsOf(lists.merchants, listsIn(lists.merchants));
  const keywordLists = listsIn(lists.keywords);
  const keywords = testsOf(lists.keywords, keywordLists);
  const groups = new Map(
    Object.entries(lists.merchantGroups).map(([name, codes]) => [name, codeTest(codes)]),
  );
  const places = placesOf(lists);
  const placeLists = placeTestsOf(lists, places);
  return {
    groupNames: [...groups.keys()],
    merchantGroup: (name) => named(groups, name),
    merchants: (name) => named(merchants, name),
    keywords: (name) => named(keywords, name),
    keywordLists,
    countries: (name) => (name.startsWith('C-') ? (lists.countries[name]?.codes ?? []) : [name]),
    places,
    placeList: (name) => named(placeLists, name),
    provincesServed: remembering(serviceAreasOf(lists)),
    minimumWage: minimumWagesOf(lists),
    peers: peersOf(lists),
  };
}

/** One text is asked of many documents, most often about the same entry: answers are remembered. */
const rememberedTexts = 20_000;

type Terms = Record<string, { terms: string[] }>;

/** What a text has of all lists is found at once. */
const listsIn = (lists: Terms): ((text: string) => ReadonlySet<string>) =>
  remembering(
    listMatcher(
      Object.fromEntries(Object.entries(lists).map(([name, { terms }]) => [name, terms])),
    ),
  );

const testsOf = (lists: Terms, found: (text: string) => ReadonlySet<string>): Map<string, Test> =>
  new Map(Object.keys(lists).map((name) => [name, (text) => found(text).has(name)]));

function remembering<T>(answer: (text: string) => T): (text: string) => T {
  const answers = new Map<string, { answer: T }>();
  let last: { text: string; answer: T } | undefined;
  return (text) => {
    if (last?.text === text) return last.answer;
    const known = answers.get(text) ?? { answer: answer(text) };
    if (answers.size >= rememberedTexts) answers.clear();
    answers.set(text, known);
    last = { text, answer: known.answer };
    return known.answer;
  };
}

function placeTestsOf({ placeLists }: Lists, places: Places): Map<string, PlaceTest> {
  return new Map(
    Object.entries(placeLists).map(([name, list]) => {
      const listed = new Set(list.places.map(({ city, province }) => places.find(city, province)));
      const test: PlaceTest = (city, province) => {
        const place = places.find(city, province);
        return place !== undefined && listed.has(place);
      };
      return [name, test];
    }),
  );
}

/** Codes and inclusive ranges of codes, "3501-3999". */
function codeTest(ranges: readonly string[]): Test {
  const codes = new Set(
    ranges.flatMap((range) => {
      const [from = '', to = from] = range.split('-');
      const first = Number(from);
      return Array.from({ length: Number(to) - first + 1 }, (_, offset) =>
        String(first + offset).padStart(4, '0'),
      );
    }),
  );
  return (mcc) => codes.has(mcc);
}

function named<T>(tests: ReadonlyMap<string, T>, name: string): T {
  const test = tests.get(name);
  if (!test) throw new RangeError(`the rulebook has no list ${name}`);
  return test;
}
