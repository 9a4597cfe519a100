import type { Measure, Selector } from './measure.ts';
import type { Lists } from './rulebook.ts';
import { selectorsIn } from './selectors-in.ts';

/** What to add to `rules/lists/` so that every name a measure gives is that of something there. */
export function unknownNames(measure: Measure, lists: Lists): string[] {
  return [
    ...selectorsIn(measure).flatMap((selector) => selectorNames(selector, lists)),
    ...('occupation' in measure
      ? [{ kind: 'keyword list', names: measure.occupation, known: lists.keywords }]
      : []),
    ...('peerZ' in measure
      ? [{ kind: 'peer statistic', names: measure.statistic, known: lists.peers.statistics }]
      : []),
    ...('merchantGroup' in measure
      ? [{ kind: 'merchant group', names: measure.merchantGroup, known: lists.merchantGroups }]
      : []),
    { kind: 'fact code', names: factCodesIn(measure), known: lists.factCodes },
  ].flatMap(({ kind, names, known }) =>
    [names ?? []]
      .flat()
      .filter((name) => !Object.hasOwn(known, name))
      .map((name) => `define the ${kind} ${name}`),
  );
}

type Asked = { kind: string; names: string | string[] | undefined; known: object };

const selectorNames = (selector: Selector, lists: Lists): Asked[] => [
  { kind: 'merchant group', names: selector.merchantGroup, known: lists.merchantGroups },
  { kind: 'merchant list', names: selector.merchantList, known: lists.merchants },
  { kind: 'keyword list', names: selector.words?.list, known: lists.keywords },
  { kind: 'place list', names: selector.placeList, known: lists.placeLists },
  {
    kind: 'country list',
    names: [selector.counterpartyCountry ?? [], selector.country ?? []]
      .flat()
      .filter((name) => name.startsWith('C-')),
    known: lists.countries,
  },
];

function factCodesIn(measure: Measure): string[] {
  const part = 'records' in measure ? measure.records : 'of' in measure ? measure.of : undefined;
  if (part !== 'facts' || !('codes' in measure || 'exceptCodes' in measure)) return [];
  return [...(measure.codes ?? []), ...(measure.exceptCodes ?? [])];
}
