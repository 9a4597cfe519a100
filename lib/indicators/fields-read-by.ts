import type { EntryField, SubjectField } from './entry-fields.ts';
import { isWithinCity } from './entry-places.ts';
import type { DistinctField, Measure, Selector } from './measure.ts';
import { selectorsIn } from './selectors-in.ts';

/** Of the entries of a selection some tell one of these fields, or the measure says nothing. */
export type FieldsRead = { of: Selector; anyOf: readonly (EntryField | SubjectField)[] };

/** What a measure reads of entries, beside what every entry tells. */
export function fieldsReadBy(measure: Measure): FieldsRead[] {
  const all = selectorsIn(measure);
  const whole = all.flatMap((of) => read(of, ...selectorFields(of)));
  if ('sum' in measure) return [...whole, ...read(measure.sum, ...asked(measure.field, 'fee'))];
  if ('runs' in measure) {
    const { runs, at, distinct } = measure;
    return [...whole, ...read(runs, ...valueFields[at], ...valueFields[distinct])];
  }
  if ('pairs' in measure) return [...whole, ...pairFields(measure)];
  if ('withTop' in measure) {
    return [...whole, ...all.flatMap((of) => read(of, ...valueFields[measure.withTop]))];
  }
  if ('topShare' in measure)
    return [...whole, ...read(measure.of, ...valueFields[measure.topShare])];
  if ('largest' in measure) return [...whole, ...read(measure.of, ...valueFields[measure.largest])];
  if ('distinct' in measure) {
    const { distinct, of, apartKm } = measure;
    return [...whole, ...read(of, ...valueFields[distinct], ...asked(apartKm, 'city'))];
  }
  if ('neighbours' in measure) return [...whole, ...read(measure.neighbours, ['counterparty'])];
  return 'minimumWageHours' in measure ? read({}, ['home-province']) : whole;
}

type Fields = FieldsRead['anyOf'];

const read = (of: Selector, ...needs: Fields[]): FieldsRead[] =>
  needs.map((anyOf) => ({ of, anyOf }));

/** One need for each field where something is asked for. */
const asked = (what: unknown, ...fields: Fields): Fields[] =>
  what === undefined ? [] : fields.map((field) => [field]);

const textFields = {
  memo: 'memo',
  recipientAsTyped: 'recipient',
  senderAlias: 'sender-alias',
  purpose: 'purpose',
  counterpartyName: 'counterparty-name',
} as const;

const aliasFields: Fields = ['recipient'];

function selectorFields(selector: Selector): Fields[] {
  const { words, conductor } = selector;
  // That nobody knows who stood there is what some ask for.
  const named = conductor !== undefined && ![conductor].flat().includes('unknown');
  return [
    ...asked(selector.outsideDeclaredHours, 'declared-hours'),
    ...asked(selector.merchantGroup, 'mcc'),
    ...asked(selector.merchantList, 'merchant'),
    ...(words ? [words.in.map((field) => textFields[field])] : []),
    ...(selector.bracketedAlias ? [aliasFields] : []),
    ...asked(selector.unrelated, 'counterparty'),
    ...asked(selector.counterparty, 'counterparty'),
    ...asked(selector.tie, 'counterparty'),
    ...asked(selector.counterpartyCountry, 'counterparty-country'),
    ...asked(boundOf(selector.counterpartyAge), 'counterparty-age'),
    // How many are much younger stands beside how many ages are known, which may be none.
    ...asked(selector.youngerByYears, 'birth-date'),
    ...(named ? asked(conductor, 'conductor') : []),
    ...asked(selector.awayFromHome, 'city', 'home-city'),
    ...asked(selector.nearHomeKm, 'location', 'home-city'),
    ...asked(selector.beyondHomeKm, 'location', 'home-city'),
    ...asked(selector.country, 'country'),
    ...asked(selector.placeList, 'city'),
    ...asked(selector.outsideServiceArea, 'merchant', 'home-province'),
    ...asked(selector.cardPresent, 'card-present'),
  ];
}

/** Without bounds it is asked whose age is known. */
const boundOf = (age: Selector['counterpartyAge']): number | undefined =>
  age?.atLeast ?? age?.atMost;

/** Dates, amounts, accounts and named beneficiaries are not there where there is nothing to tell. */
const valueFields: Record<DistinctField, Fields[]> = {
  counterparty: [['counterparty']],
  counterpartyAmount: [['counterparty']],
  localDate: [],
  city: [['city']],
  area: [['city']],
  province: [['province']],
  country: [['country', 'counterparty-country']],
  terminal: [['terminal']],
  merchant: [['merchant']],
  merchantGroup: [['mcc']],
  category: [['mcc']],
  amount: [],
  card: [['card']],
  account: [],
  device: [['device']],
  institution: [['institution']],
  namedBeneficiary: [],
  alias: [aliasFields],
  conductor: [['conductor']],
  stay: [['merchant']],
};

function pairFields(measure: Extract<Measure, { pairs: unknown }>): FieldsRead[] {
  const { pairs, same = [], different = [], atLeastKm, atMostKm, distinct } = measure;
  const ofBoth = [
    ...[...same, ...different].flatMap((field) => valueFields[field]),
    ...asked(atLeastKm ?? atMostKm, isWithinCity(atMostKm) ? 'coordinates' : 'location'),
  ];
  return [
    ...read(pairs.first, ...ofBoth),
    ...read(pairs.next, ...ofBoth, ...(distinct ? valueFields[distinct] : [])),
  ];
}
