import { describe, expect, test } from 'vitest';
import { matchOf, onDay, subject } from '../../test/support/case-world.ts';
import { nightCash, rulebook } from '../../test/support/disclosure-case.ts';
import type { LedgerKey } from '../identifiers.ts';
import type { Match } from '../indicators/match.ts';
import type { Contribution } from '../ledger/contribution.ts';
import type { Entry } from '../ledger/entry.ts';
import { contributionName, type Ledger } from '../ledger/ledger.ts';
import { whereaboutsOf } from './find-whereabouts.ts';

const [alex, robin] = ['alex', 'robin'].map(subject) as [LedgerKey, LedgerKey];
const report = { entity: '1234567', reference: 'STR-1' };

const entry = (transaction: string, where: Partial<Entry> = {}): Entry => ({
  ...{ entity: report.entity, report: report.reference, transaction, leg: 0, at: onDay(0) },
  ...{ role: 'holder', direction: 'in', kind: 'cash', channel: 'abm' },
  ...{ amount: { currency: 'CAD', minor: 64_000 }, city: 'Kingston', province: 'ON' },
  ...where,
});

const ledger = (key: LedgerKey, entries: Entry[], told: Partial<Contribution> = {}): Ledger => {
  const contribution = { report, revision: '000001', entries, ...told };
  return { key, version: 1, contributions: new Map([[contributionName(report), contribution]]) };
};

const match = (of: LedgerKey, transactions: readonly string[]): Match => ({
  ...matchOf(nightCash, { of }),
  evidence: transactions.map((transaction) => ({ ...report, transaction, leg: 0 })),
});

const found = (matches: Match[], ...ledgers: Ledger[]) =>
  whereaboutsOf(matches, new Map(ledgers.map((one) => [one.key, one])), rulebook);

describe('given transactions that matches rest on', () => {
  test('then each is one fact, in however many ledgers and matches it stands', async () => {
    const both = [entry('T-1'), entry('T-2')];
    const matches = [match(alex, ['T-1', 'T-2']), match(robin, ['T-1'])];
    expect(await found(matches, ledger(alex, both), ledger(robin, both))).toEqual({
      facts: [{ province: 'ON', city: 'Kingston', count: 2 }],
      homes: [],
    });
  });

  test('then nothing else that was reported is among them', async () => {
    const entries = [entry('T-1'), entry('T-2', { city: 'Toronto' })];
    const { facts } = await found([match(alex, ['T-1'])], ledger(alex, entries));
    expect(facts).toEqual([{ province: 'ON', city: 'Kingston', count: 1 }]);
  });

  test('then places stand by their facts, and what has no province is in none', async () => {
    const { city: _, province: __, ...nowhere } = entry('T-5');
    const entries = [
      ...[entry('T-1'), entry('T-2', { city: 'Toronto' }), entry('T-3', { city: 'Toronto' })],
      ...[entry('T-4', { city: 'Barrie' }), nowhere],
    ];
    const named = ['T-1', 'T-2', 'T-3', 'T-4', 'T-5'];
    const { facts } = await found([match(alex, named)], ledger(alex, entries));
    expect(facts.map(({ city, count }) => [city, count])).toEqual([
      ['Toronto', 2],
      ['Barrie', 1],
      ['Kingston', 1],
    ]);
  });
});

describe('given lodging, cash and flagged addresses', () => {
  const other = entry('T-1', { kind: 'emt', city: 'Toronto' });

  test('then nothing else counts', async () => {
    const room = entry('T-2', { kind: 'card_purchase', mcc: '3650' });
    const { facts } = await found([match(alex, ['T-1', 'T-2'])], ledger(alex, [other, room]));
    expect(facts).toEqual([{ province: 'ON', city: 'Kingston', count: 1 }]);
  });

  test('then an address of a report that matches rest on does, and homes stand apart', async () => {
    const told: Partial<Contribution> = {
      party: { kind: 'person', roleHint: 'unknown', province: 'QC' },
      profile: { addressClasses: ['bunkhouse'], flaggedPlaces: [{ province: 'ON' }] },
    };
    expect(await found([match(alex, ['T-1'])], ledger(alex, [other], told))).toEqual({
      facts: [{ province: 'ON', count: 1 }],
      homes: ['QC'],
    });
  });

  test('when there are none of these, then any other fact counts', async () => {
    const { facts } = await found([match(alex, ['T-1'])], ledger(alex, [other]));
    expect(facts).toEqual([{ province: 'ON', city: 'Toronto', count: 1 }]);
  });
});
