import { type Places, placesOf } from './places.ts';
import type { Lists } from './rulebook.ts';
import { matcherOf } from './text-matching.ts';

type Test = (value: string) => boolean;

/** The rulebook's lists made ready to ask. An unknown name throws: rulebooks are checked before. */
export type CompiledLists = {
  groupNames: readonly string[];
  merchantGroup(name: string): Test;
  merchants(name: string): Test;
  keywords(name: string): Test;
  /** The countries of a list, or a country itself. */
  countries(name: string): readonly string[];
  places: Places;
};

export function compileLists(lists: Lists): CompiledLists {
  const merchants = testsOf(lists.merchants);
  const keywords = testsOf(lists.keywords);
  const groups = new Map(
    Object.entries(lists.merchantGroups).map(([name, codes]) => [name, codeTest(codes)]),
  );
  return {
    groupNames: [...groups.keys()],
    merchantGroup: (name) => named(groups, name),
    merchants: (name) => named(merchants, name),
    keywords: (name) => named(keywords, name),
    countries: (name) => (name.startsWith('C-') ? (lists.countries[name]?.codes ?? []) : [name]),
    places: placesOf(lists),
  };
}

/** One text is asked of many documents: each list remembers what it answered. */
const rememberedTexts = 20_000;

function testsOf(lists: Record<string, { terms: string[] }>): Map<string, Test> {
  return new Map(
    Object.entries(lists).map(([name, { terms }]) => [name, remembering(matcherOf(terms))]),
  );
}

function remembering(matches: Test): Test {
  const answers = new Map<string, boolean>();
  return (text) => {
    const known = answers.get(text);
    if (known !== undefined) return known;
    if (answers.size >= rememberedTexts) answers.clear();
    const answer = matches(text);
    answers.set(text, answer);
    return answer;
  };
}

/** Codes and inclusive ranges of codes, "3501-3999". */
function codeTest(codes: readonly string[]): Test {
  const ranges = codes.map((code) => {
    const [from = '', to = from] = code.split('-');
    return { from, to };
  });
  return (mcc) => ranges.some(({ from, to }) => mcc >= from && mcc <= to);
}

function named<T>(tests: ReadonlyMap<string, T>, name: string): T {
  const test = tests.get(name);
  if (!test) throw new RangeError(`the rulebook has no list ${name}`);
  return test;
}
