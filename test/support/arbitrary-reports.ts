import fc from 'fast-check';
import { entity } from './reports.ts';

/*
 * Reports of all kinds, as far as CSV can say them: some that nothing is wrong with, most with
 * something. Texts hold what CSV has to quote and what JSON has to escape.
 */

const text = fc
  .string({
    unit: fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...'abc ZEBRA') },
      { weight: 2, arbitrary: fc.constantFrom('"', ',', ';', '\n', '\r', '\r\n', '\t', "'", '\\') },
      { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }) },
    ),
    minLength: 1,
    maxLength: 12,
  })
  .map((written) => written.replaceAll('\0', ''))
  .filter((written) => written !== '');
/** An element of a list, which "|" would cut. */
const element = text.map((written) => written.replaceAll('|', '')).filter((one) => one !== '');
const optional = { requiredKeys: [] };
const country = fc.constantFrom('CA', 'US', 'Canada');
const partyRef = fc.constantFrom('p1', 'p2', 'p3', 'p9');
const accountRef = fc.constantFrom('a1', 'a2');
const amount = fc.constantFrom('640.00', '12.50', '640.00', '-1.00', '640,00', '1e3');
const time = fc.constantFrom(
  '2026-11-06T23:41:10-05:00',
  '2026-11-06T23:41:10-05:00',
  '2026-11-06',
  'yesterday',
);
const listOf = (one: fc.Arbitrary<string>) => fc.array(one, { minLength: 1, maxLength: 3 });
const manyBy = <T>(one: fc.Arbitrary<T>, keyOf: (value: T) => unknown, minLength = 1) =>
  fc.uniqueArray(one, { minLength, maxLength: 3, selector: (value) => String(keyOf(value)) });

const address = fc.record(
  { street: text, city: text, province: fc.constantFrom('ON', 'Ontario'), country, unit: text },
  optional,
);
const described = <T extends object>(value: T): T | undefined =>
  Object.keys(value).length > 0 ? value : undefined;

const identification = fc.record(
  { type: fc.constantFrom('passport', 'sin_card', 'visa'), number: text, country },
  { requiredKeys: ['type', 'number'] },
);
const party = (ref: string) =>
  fc
    .record(
      {
        ref: fc.constant(ref),
        kind: fc.constantFrom('person', 'person', 'entity'),
        role: fc.constantFrom('subject', 'buyer', 'hero'),
        surname: text,
        birthDate: fc.constantFrom('1996-02-11', '1996-02-31'),
        phone: text,
        address,
        ids: manyBy(identification, ({ type, number }) => `${type} ${number}`),
      },
      { requiredKeys: ['ref', 'kind', 'role'] },
    )
    .map(({ address: given, ...rest }) => {
      const held = given && described(given);
      return { ...rest, ...(held && { address: held }) };
    });

const account = (ref: string) =>
  fc.record(
    {
      ref: fc.constant(ref),
      fi: fc.constantFrom('999', '001'),
      branch: fc.constant('00012'),
      number: text,
      type: fc.constantFrom('personal', 'secret'),
      currency: fc.constantFrom('CAD', 'cad'),
      holders: listOf(partyRef),
    },
    { requiredKeys: ['ref', 'fi', 'branch', 'number', 'holders'] },
  );

const movement = {
  amount,
  currency: fc.constantFrom('CAD', 'USD', 'dollars'),
  account: accountRef,
  exchangeRate: fc.constantFrom('1.35', '0'),
  virtualCurrencyTransactions: listOf(element),
};
const conductor = fc.record(
  {
    party: partyRef,
    email: text,
    sessionAt: time,
    onBehalfOf: manyBy(
      fc.record(
        { party: partyRef, relationship: fc.constantFrom('friend', 'foe') },
        { requiredKeys: ['party'] },
      ),
      ({ party: ref }) => ref,
    ),
  },
  { requiredKeys: ['party'] },
);
const start = fc.record(
  {
    ...movement,
    direction: fc.constantFrom('in', 'out'),
    kind: fc.constantFrom('cash', 'emt', 'magic'),
    sources: manyBy(fc.record({ party: partyRef, number: text }), (one) => JSON.stringify(one)),
    conductors: manyBy(conductor, ({ party: ref }) => ref),
  },
  { requiredKeys: ['amount', 'direction', 'kind'] },
);
const beneficiary = fc.record({ party: partyRef, email: text }, { requiredKeys: ['party'] });
const complete = fc.record(
  {
    ...movement,
    disposition: fc.constantFrom('deposit', 'outgoing_emt'),
    beneficiaries: manyBy(beneficiary, ({ party: ref }) => ref),
    involved: manyBy(fc.record({ party: partyRef }), ({ party: ref }) => ref),
  },
  { requiredKeys: ['amount', 'disposition'] },
);
const context = fc.record(
  {
    mcc: fc.constantFrom('7311', '73'),
    memo: text,
    lat: fc.constantFrom(44.2312, -91, 0),
    cardPresent: fc.boolean(),
  },
  optional,
);
const transaction = (ref: string) =>
  fc
    .record(
      {
        ref: fc.constant(ref),
        at: time,
        method: fc.constantFrom('abm', 'online', 'pigeon'),
        attempted: fc.boolean(),
        purpose: text,
        start: fc.array(start, { minLength: 1, maxLength: 2 }),
        complete: fc.array(complete, { minLength: 1, maxLength: 2 }),
        context,
      },
      { requiredKeys: ['ref', 'at', 'method', 'attempted', 'start'] },
    )
    .map(({ context: given, ...rest }) => {
      const held = given && described(given);
      return { ...rest, ...(held && { context: held }) };
    });

/** So many of one kind, named in order. */
const some = <T>(names: readonly string[], one: (ref: string) => fc.Arbitrary<T>, least = 1) =>
  fc
    .integer({ min: least, max: names.length })
    .chain((count) => fc.tuple(...names.slice(0, count).map(one)));

const filed = fc.record(
  {
    reportType: fc.constantFrom('STR', 'LCTR', 'XYZ'),
    action: fc.constantFrom('submit', 'change'),
    reportingEntityNumber: fc.constantFrom(Number(entity), 7_654_321),
    contactId: fc.constantFrom<number | string>(42, 'Alex'),
    sector: fc.constantFrom('bank', 'circus'),
    suspicion: fc.record(
      {
        type: fc.constantFrom('ML', 'XX'),
        narrative: text,
        narrativeLanguage: fc.constantFrom('en', 'fr', 'de'),
        projects: listOf(fc.constantFrom('PROTECT', 'SHADOW')),
        pep: fc.boolean(),
      },
      { requiredKeys: ['type', 'narrative', 'narrativeLanguage'] },
    ),
    actionTaken: text,
    related: manyBy(
      fc.record({
        reference: fc.constantFrom('OLD-1', 'OLD-2'),
        transactions: fc.array(element, { maxLength: 2 }),
      }),
      ({ reference }) => reference,
    ),
    parties: some(['p1', 'p2', 'p3'], party),
    accounts: some(['a1', 'a2'], account),
    transactions: some(['T-1', 'T-2', 'T-3'], transaction),
  },
  { requiredKeys: ['reportType', 'action', 'reportingEntityNumber', 'contactId', 'parties'] },
);

const withdrawn = fc.record({
  reportType: fc.constant('STR'),
  action: fc.constant('delete'),
  reportingEntityNumber: fc.constant(Number(entity)),
  deleteReason: fc.constantFrom('duplicate', 'error', 'regret'),
});

/** Any report that CSV can say, but for its reference. */
export const arbitraryReports: fc.Arbitrary<object> = fc.oneof(
  { weight: 6, arbitrary: filed },
  { weight: 1, arbitrary: withdrawn },
);
