import { describe, expect, test } from 'vitest';
import { daysLater, entry, ledgerWith } from '../../test/support/ledgers.ts';
import { selected } from '../../test/support/measured.ts';
import { ledgerKey } from '../identifiers.ts';
import type { Counterparty, Entry } from '../ledger/entry.ts';
import { type Selector, selectorSchema } from './measure.ts';
import { subjectFacts } from './subject-facts.ts';

const ledger = (entries: Entry[]) =>
  ledgerWith(entries, {
    party: {
      kind: 'person',
      roleHint: 'unknown',
      given: 'Alex',
      surname: 'Example',
      birthDate: '1985-03-03',
      city: 'Toronto',
      province: 'ON',
    },
    profile: { openFrom: '09:00', openUntil: '17:00', addressClasses: [] },
  });

const selects = (
  selector: Selector,
  fields: Partial<Entry> & { cad?: number },
  before: Entry[] = [],
) => {
  const one = entry(fields);
  const facts = subjectFacts(ledger([...before, one]));
  const place = facts.entries.findIndex(({ transaction }) => transaction === `T${before.length}`);
  return selected(selectorSchema.parse(selector), facts).includes(place);
};
const other = (fields: Partial<Counterparty> = {}): Counterparty => {
  const key = ledgerKey('email', 'other');
  return { key, keys: [key], kind: 'person', ...fields };
};
const local = (time: string) => ({ at: `2026-03-02T${time}-05:00` });

type Fields = Partial<Entry> & { cad?: number };
describe('a selector takes the first and leaves the second', () => {
  test.each<[Selector, Fields, Fields]>([
    [{ kind: ['cash', 'emt'] }, { kind: 'emt' }, { kind: 'vc' }],
    [{ direction: 'in' }, {}, { direction: 'out' }],
    [{ channel: 'abm' }, {}, { channel: 'branch' }],
    [{}, {}, { role: 'conductor' }],
    [{ role: 'conductor' }, { role: 'conductor' }, {}],
    [{ role: 'any' }, { role: 'conductor' }, { attempted: true }],
    [{ attempted: true }, { attempted: true }, {}],
    [{ night: true }, local('22:00:00'), local('06:00:00')],
    [{ night: false }, local('06:00:00'), local('05:59:59')],
    [{ localTime: { from: '23:00', to: '02:00' } }, local('01:59:00'), local('02:00:00')],
    [{ localTime: { from: '03:00', to: '08:00' } }, local('03:00:00'), local('08:00:00')],
    [{ outsideDeclaredHours: true }, local('17:00:00'), local('16:59:00')],
    [{ merchantGroup: 'LODGING' }, { mcc: '3999' }, { mcc: '4000' }],
    [{ merchantGroup: ['GROCERY', 'LODGING'] }, { mcc: '7011' }, {}],
    [{ merchantList: 'ADSITES' }, { merchant: 'ADSITE EXAMPLE LTD' }, { merchant: 'Adsites' }],
    [
      { merchantList: 'ADSITES' },
      { counterparty: other({ kind: 'entity', name: 'Adsite Example' }) },
      { counterparty: other({ name: 'Adsite Example' }) },
    ],
    [
      { words: { list: 'KW-ESC', in: ['memo'] } },
      { memo: '2 Half-Hours? half hour' },
      { memo: 'half' },
    ],
    [
      { words: { list: 'KW-ESC', in: ['counterpartyName'] } },
      { counterparty: other({ name: 'Incall' }) },
      { memo: 'incall' },
    ],
    [
      { bracketedAlias: true },
      { recipientAsTyped: 'alex@example.com (Bambi)' },
      { recipientAsTyped: 'a@example.com (ÁLEX)' },
    ],
    [{ unrelated: true }, { counterparty: other() }, { counterparty: other({ tie: 'surname' }) }],
    [{ unrelated: true }, { counterparty: other() }, {}],
    [{ counterparty: 'person' }, { counterparty: other() }, {}],
    [
      { counterpartyCountry: ['C-CSE', 'US'] },
      { counterparty: other({ country: 'PH' }) },
      { counterparty: other({ country: 'FR' }) },
    ],
    [{ counterpartyCountry: 'PH' }, { kind: 'wire_intl', country: 'PH' }, { country: 'PH' }],
    [{ conductor: ['other', 'unknown'] }, { conductor: 'unknown' }, {}],
    [{ namedBeneficiary: true }, { namedBeneficiary: ledgerKey('party', 'p') }, {}],
    [{ accountType: 'business' }, { accountType: 'business' }, {}],
    [{ amount: { atLeast: 5, atMost: 10 } }, { cad: 10 }, { cad: 11 }],
    [{ amount: { multipleOf: 2000 } }, { cad: 4000 }, { cad: 4001 }],
    [{ amount: { oneOf: [2500] } }, { cad: 2500 }, { cad: 2501 }],
    [
      { awayFromHome: true },
      { city: 'Kingston', province: 'ON' },
      { city: 'Mississauga', province: 'ON' },
    ],
    [{ awayFromHome: true }, { city: 'MONTREAL', province: 'QC' }, { city: 'Nowhere' }],
    [
      { nearHomeKm: 30 },
      { city: 'Mississauga', province: 'ON' },
      { city: 'Kingston', province: 'ON' },
    ],
    [
      { beyondHomeKm: 200 },
      { city: 'Kingston', province: 'ON' },
      { city: 'Mississauga', province: 'ON' },
    ],
    [{ beyondHomeKm: 1 }, { city: 'Kingston', province: 'ON' }, { city: 'Nowhere' }],
    [{ nearHomeKm: 30 }, { city: 'Toronto', province: 'ON' }, { city: 'Nowhere' }],
    [{ country: ['C-CSE', 'US'] }, { country: 'TH' }, { country: 'FR' }],
    [{ country: 'US' }, { country: 'US' }, {}],
    [{ country: 'PH' }, { country: 'PH' }, { counterparty: other({ country: 'PH' }) }],
    [
      { placeList: 'LAKESIDE' },
      { city: 'KINGSTON', province: 'ON' },
      { city: 'Toronto', province: 'ON' },
    ],
    [{ placeList: ['LAKESIDE'] }, { city: 'Kingston' }, {}],
    [{ outsideServiceArea: true }, { merchant: 'Power Inc' }, { merchant: 'Lake Power Inc' }],
    [
      { outsideServiceArea: true },
      { counterparty: other({ kind: 'entity', name: 'POWER' }) },
      { counterparty: other({ name: 'Power' }) },
    ],
    [
      { counterpartyAge: { atLeast: 18, atMost: 20 } },
      { counterparty: other({ age: 20 }) },
      { counterparty: other({ age: 21 }) },
    ],
    [
      { counterpartyAge: { atLeast: 18 } },
      { counterparty: other({ age: 18 }) },
      { counterparty: other({ age: 17 }) },
    ],
    [{ counterpartyAge: {} }, { counterparty: other({ age: 0 }) }, { counterparty: other() }],
    [
      { youngerByYears: 25 },
      { ...local('12:00:00'), counterparty: other({ age: 15 }) },
      { ...local('12:00:00'), counterparty: other({ age: 16 }) },
    ],
    [
      { youngerByYears: 25 },
      { at: '2026-03-03T00:00:00-05:00', counterparty: other({ age: 16 }) },
      { at: '2026-03-02T23:59:00-05:00', counterparty: other({ age: 16 }) },
    ],
    [{ youngerByYears: 1 }, { counterparty: other({ age: 16 }) }, { counterparty: other() }],
    [
      { tie: ['employer', 'phone'] },
      { counterparty: other({ tie: 'phone' }) },
      { counterparty: other({ tie: 'surname' }) },
    ],
    [{ tie: 'phone' }, { counterparty: other({ tie: 'phone' }) }, { counterparty: other() }],
    [{ hasAccount: true }, { account: ledgerKey('account', 'a') }, {}],
    [{ hasAccount: false }, {}, { account: ledgerKey('account', 'a') }],
    [{ cardPresent: false }, { cardPresent: false }, {}],
    [{ refund: true }, { refundOf: 'T0' }, {}],
    [{ refund: false }, {}, { kind: 'card_refund' }],
    [{ purpose: ['rent', 'Loyer'] }, { purpose: 'LOYER' }, {}],
  ])('%j', (selector, taken, left) => {
    expect(selects(selector, taken)).toBe(true);
    expect(selects(selector, left)).toBe(false);
  });
});

describe('somebody is no stranger any more', () => {
  const payment = (day: number, direction: 'in' | 'out') =>
    entry({ at: daysLater(day), direction, counterparty: other() });
  const stranger = (day: number, before: Entry[]) =>
    selects({ unrelated: true }, { at: daysLater(day), counterparty: other() }, before);

  test('180 days after payments went both ways', () => {
    const before = [payment(0, 'in'), payment(5, 'out')];
    expect(stranger(184.99, before)).toBe(true);
    expect(stranger(185, before)).toBe(false);
  });
  test('but not when they went one way', () => {
    expect(stranger(300, [payment(0, 'in'), payment(5, 'in')])).toBe(true);
  });
});
