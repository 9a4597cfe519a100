import { checkDocument } from '../../lib/indicators/check-rulebook.ts';
import type { Indicator } from '../../lib/indicators/indicator.ts';
import type { Measure } from '../../lib/indicators/measure.ts';
import { type Rulebook, rulebookSchema } from '../../lib/indicators/rulebook.ts';

/*
 * The rulebooks of the simulation: a few indicators, one for each way of measuring that reports can
 * disturb, with thresholds so low that two or three transactions decide. Windows are multiples of six
 * hours, as the times of made-up transactions are, so that entries stand on the very edges.
 */

const translated = (text: string) => ({ en: text, fr: text });
const dated = { reviewedOn: '2026-01-01', source: 'simulation' };

type Draft = Pick<Indicator, 'family' | 'conditions'> &
  Partial<Indicator> & { measures: Record<string, Measure> };

const indicator = (number: number, draft: Draft): Indicator => {
  const [name = ''] = Object.keys(draft.measures);
  return {
    id: `HT-SEX-${String(number).padStart(3, '0')}`,
    version: 1,
    strength: 3,
    typologies: ['sexual-exploitation'],
    suppressedBy: [],
    shownBy: 'any',
    status: 'seen',
    tier: 'A',
    title: translated(`Indicator ${number}`),
    means: translated('Made up.'),
    sentence: translated(`Found {${name}}.`),
    sources: [{ document: 'SIMULATION', item: String(number) }],
    ...draft,
  };
};

const atLeast = (fact: string, value: number) => ({
  fact,
  operator: 'greaterThanInclusive' as const,
  value,
});

const cashIn = { kind: 'cash', direction: 'in' } as const;
const cashOut = { kind: 'cash', direction: 'out' } as const;
const emtIn = { kind: 'emt', direction: 'in' } as const;

/** Thresholds that the second rulebook changes. */
type Thresholds = { deposits: number; inflowMinor: number; senders: number; nightShare: number };

const indicatorsWith = ({ deposits, inflowMinor, senders, nightShare }: Thresholds) => [
  indicator(1, {
    family: 'CASH',
    measures: { deposits1d: { count: cashIn, over: '24h' } },
    conditions: { all: [atLeast('deposits1d', deposits)] },
    grades: [{ strength: 5, conditions: { all: [atLeast('deposits1d', deposits + 1)] } }],
  }),
  indicator(2, {
    family: 'EMT_INFLOW',
    measures: { inflow3d: { sum: emtIn, over: '3d' } },
    conditions: { all: [atLeast('inflow3d', inflowMinor)] },
  }),
  indicator(3, {
    family: 'THIRD_PARTY',
    measures: { senders2d: { distinct: 'counterparty', of: emtIn, over: '2d' } },
    conditions: { all: [atLeast('senders2d', senders)] },
  }),
  indicator(4, {
    family: 'STOREFRONT',
    measures: {
      nightCash7d: { count: { ...cashIn, night: true }, over: '7d' },
      anyCash7d: { count: cashIn, over: '7d' },
      nightShare7d: { share: 'nightCash7d', of: 'anyCash7d' },
    },
    conditions: { all: [atLeast('anyCash7d', 2), atLeast('nightShare7d', nightShare)] },
  }),
  indicator(5, {
    family: 'PASS_THROUGH',
    measures: { passed7d: { pairs: { first: emtIn, next: cashOut }, within: '12h', over: '7d' } },
    conditions: { all: [atLeast('passed7d', 1)] },
  }),
  indicator(6, {
    family: 'VIRTUAL_CURRENCY',
    measures: { coins30d: { count: { kind: 'vc' }, over: '30d' } },
    conditions: { all: [atLeast('coins30d', 1)] },
  }),
  indicator(7, {
    family: 'STRUCTURING',
    measures: { large6h: { count: { ...cashIn, amount: { atLeast: 50_000 } }, over: '6h' } },
    conditions: { all: [atLeast('large6h', 2)] },
  }),
  indicator(8, {
    family: 'SUSTENANCE',
    measures: {
      cash3d: { count: cashIn, over: '3d' },
      transfers3d: { count: emtIn, over: '3d' },
    },
    conditions: { all: [atLeast('cash3d', 1), { not: atLeast('transfers3d', 1) }] },
  }),
  indicator(9, {
    family: 'PROFILE',
    measures: {
      others12h: { matched: ['HT-SEX-001', 'HT-SEX-003', 'HT-SEX-007'], over: '12h' },
    },
    conditions: { all: [atLeast('others12h', 1)] },
  }),
];

const rulebookOf = (number: number, thresholds: Thresholds): Rulebook => {
  const rulebook = rulebookSchema.parse({
    number,
    indicators: indicatorsWith(thresholds),
    suppressors: [],
    typologies: [
      {
        id: 'sexual-exploitation',
        version: 1,
        title: translated('Simulation'),
        measures: { families: { families: 'all' } },
        gates: [
          {
            outcome: 'watch',
            reason: translated('One family.'),
            conditions: { all: [atLeast('families', 1)] },
          },
          {
            outcome: 'review',
            reason: translated('Two families.'),
            conditions: { all: [atLeast('families', 2)] },
          },
          {
            outcome: 'priority',
            reason: translated('Four families.'),
            conditions: { all: [atLeast('families', 4)] },
          },
        ],
        caps: [],
      },
    ],
    scoring: {
      version: 1,
      source: 'simulation',
      points: [1, 2, 4, 6, 9],
      secondBest: 0.5,
      decay: { afterDays: 90, factor: 0.5 },
      classes: { E: [], M: [], C: [], alsoE: [], onlyEWith: [], neverE: [] },
      neverSuppressed: [],
      ignoreSuppressorsFromE: 2,
    },
    lists: {
      merchantGroups: { LODGING: ['7011'] },
      merchants: {},
      keywords: {},
      countries: {},
      gazetteer: { version: 1, source: 'simulation', places: [], largeAreas: [] },
      placeLists: {},
      serviceAreas: { ...dated, providers: [] },
      minimumWages: { ...dated, wages: [] },
      peers: { ...dated, statistics: {}, monthlyMedians: {} },
      factCodes: {},
    },
  });
  demandSound(rulebook);
  return rulebook;
};

/** The checks that an active rulebook has passed. */
function demandSound({ indicators, lists }: Rulebook): void {
  const surroundings = {
    lists,
    suppressors: new Set<string>(),
    indicators: new Map(indicators.map(({ id, measures }) => [id, measures])),
  };
  const faults = indicators.flatMap((document) => checkDocument(document, surroundings));
  if (faults.length > 0) throw new Error(JSON.stringify(faults));
}

/** The families by number at which a case comes about, and at which it is urgent. */
export const gates = { watch: 1, review: 2, priority: 4 } as const;

/** The first is active when a history begins; the second, where it is, from some moment on. */
export const rulebooks: readonly [Rulebook, Rulebook] = [
  rulebookOf(1, { deposits: 3, inflowMinor: 90_000, senders: 3, nightShare: 0.5 }),
  rulebookOf(2, { deposits: 2, inflowMinor: 60_000, senders: 2, nightShare: 0.75 }),
];
