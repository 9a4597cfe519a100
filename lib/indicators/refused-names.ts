/** A name that no document may hold, where it stands and how to mend it. */
export type RefusedName = { place: string; mend: string };

/** Names that objects have of themselves. */
const unsafeNames = new Set([
  '__proto__',
  'constructor',
  'prototype',
  'hasOwnProperty',
  'isPrototypeOf',
  'propertyIsEnumerable',
  'toLocaleString',
  'toString',
  'valueOf',
]);

/** What a rule may not read of anybody, whatever a document calls it. */
const protectedWords = new Set([
  'sex',
  'sexes',
  'gender',
  'genders',
  'ethnicity',
  'ethnicities',
  'ethnic',
  'race',
  'races',
  'racial',
  'religion',
  'religions',
  'religious',
  'citizenship',
  'citizenships',
  'nationality',
  'nationalities',
]);
const neighbourhoodIncome = /neighbou?rhood.*income|income.*neighbou?rhood/;

/** Documents nest less deeply than this; what nests deeper is not looked at. */
const deepest = 60;

/**
 * Names in a document, before anything else is read of it: property names anywhere, and in its
 * measures what they ask for (lists, record codes, fields), that objects own or that tell a protected
 * trait. Ids of indicators name no trait, and `purpose` is text of the reports.
 */
export const refusedNames = (document: unknown): RefusedName[] => namesUnder(document, [], false);

function namesUnder(node: unknown, path: readonly string[], asked: boolean): RefusedName[] {
  const place = path.join('.');
  if (path.length > deepest) return [{ place, mend: 'nest less deeply' }];
  if (typeof node === 'string') return asked ? protectedIn(node, place) : [];
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([name, value]) => {
    const here = [...path, name];
    const isAsked = (asked || (path.length === 0 && name === 'measures')) && name !== 'purpose';
    return [...nameItself(name, here.join('.')), ...namesUnder(value, here, isAsked)];
  });
}

function nameItself(name: string, place: string): RefusedName[] {
  if (!unsafeNames.has(name)) return protectedIn(name, place);
  return [{ place, mend: `choose another name than ${name}: objects own this one` }];
}

function protectedIn(name: string, place: string): RefusedName[] {
  if (/^HT-[A-Z]{3}-\d{3}$/.test(name)) return [];
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/);
  const isProtected =
    words.some((word) => protectedWords.has(word)) || neighbourhoodIncome.test(words.join(''));
  return isProtected ? [{ place, mend: `a rule may not read ${name}` }] : [];
}
