import { describe, expect, test } from 'vitest';
import { daysLater, entry, ledgerWith } from '../../test/support/ledgers.ts';
import { indicator, rulebook, whenAtLeast } from '../../test/support/rulebooks.ts';
import { ledgerKey } from '../identifiers.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { judgeNetwork } from './judge-network.ts';
import { judgeSubject } from './judge-subject.ts';
import type { Measure } from './measure.ts';
import { neighbourhoodOf } from './neighbourhood.ts';

const [boss, worker] = [ledgerKey('party', 'boss'), ledgerKey('party', 'worker')];
const counterparty = { key: worker, keys: [worker], kind: 'person' as const };
const fromWorker = (day: number) => entry({ at: daysLater(day), kind: 'emt', counterparty });
const cashOn = (...days: number[]) => days.map((day) => entry({ at: daysLater(day) }));

const payers: Measure = {
  neighbours: { direction: 'in' },
  over: '30d',
  matching: { indicators: ['HT-SEX-001'] },
};
const network = { ...whenAtLeast(payers, 1), id: 'HT-SEX-021' };
const book = rulebook({ indicators: [indicator(), network] });

async function judged(boss: Ledger, ...others: Ledger[]) {
  const ledgers = [boss, ...others];
  const evaluations = new Map(
    await Promise.all(
      ledgers.map(async (ledger) => [ledger.key, await judgeSubject(book, ledger)] as const),
    ),
  );
  return neighbourhoodOf({ ledgers, evaluations });
}

const ledgerOfBoss = { ...ledgerWith([fromWorker(3), fromWorker(5)]), key: boss };
const ledgerOfWorker = { ...ledgerWith(cashOn(0, 4)), key: worker };

describe('given a payer whose own ledger shows something by the second payment', () => {
  test('then the payee has a match from that payment on, told by it', async () => {
    const { matches } = await judgeNetwork(book, boss, await judged(ledgerOfBoss, ledgerOfWorker));
    expect(matches).toMatchObject([
      { subject: boss, indicator: 'HT-SEX-021', from: daysLater(5), until: daysLater(5) },
    ]);
    expect(matches[0]?.evidence.map(({ transaction }) => transaction)).toEqual(['T0', 'T1']);
  });

  test('then judged alone, the payee neither matches nor is said to lack anything', async () => {
    const { matches, notEvaluable } = await judgeSubject(book, ledgerOfBoss);
    expect([matches, notEvaluable]).toEqual([[], []]);
  });
});

describe('an indicator that looks beyond one ledger is not evaluable', () => {
  const lacking = [{ indicator: 'HT-SEX-021', missing: ['neighbours'] }];

  test('when nobody else is in view', async () => {
    const alone = await judgeNetwork(book, boss, await judged(ledgerOfBoss));
    expect(alone).toEqual({ matches: [], notEvaluable: lacking });
  });

  test('when it asks who shares a detail and no report told one of that kind', async () => {
    const shared = { ...whenAtLeast({ sharers: ['phone'] }, 2), id: 'HT-SEX-021' };
    const asking = rulebook({ indicators: [shared] });
    const told = (...keys: string[]) => ({ ...ledgerWith(cashOn(0), { keys }), key: boss });
    const ofPhone = async (ledger: Ledger) =>
      judgeNetwork(asking, boss, await judged(ledger, ledgerOfWorker));
    expect((await ofPhone(told(ledgerKey('email', 'e')))).notEvaluable).toEqual(lacking);
    expect((await ofPhone(told(ledgerKey('phone', 'p')))).notEvaluable).toEqual([]);
  });

  test('where it asks for one of several kinds, and what is told of one does not decide', async () => {
    const measures: Record<string, Measure> = {
      phones: { sharers: ['phone'] },
      homes: { sharers: ['address'] },
    };
    const either = { ...whenAtLeast({ sharers: ['phone'] }, 2), measures, id: 'HT-SEX-021' };
    const holds = (fact: string) => ({ fact, operator: 'greaterThan' as const, value: 1 });
    const conditions = { any: [holds('phones'), holds('homes')] };
    const asking = rulebook({ indicators: [{ ...either, conditions }] });
    const ledger = ledgerWith(cashOn(0), { keys: [ledgerKey('address', 'home')] });
    const around = await judged({ ...ledger, key: boss });
    expect(judgeNetwork(asking, boss, around).notEvaluable).toEqual(lacking);
  });

  test('and it cannot be asked of somebody who is not there at all', async () => {
    const around = await judged(ledgerOfWorker);
    expect(() => judgeNetwork(book, boss, around)).toThrow(RangeError);
  });
});

test('it sees the subject’s own matches of indicators that do not look beyond', async () => {
  const own: Measure = { matched: ['HT-SEX-001'], over: '2d' };
  const both = {
    ...network,
    measures: { payers, own },
    conditions: {
      all: [
        { fact: 'payers', operator: 'greaterThanInclusive' as const, value: 1 },
        { fact: 'own', operator: 'greaterThanInclusive' as const, value: 1 },
      ],
    },
  };
  const asking = rulebook({ indicators: [indicator(), both] });
  const ledger = {
    ...ledgerWith([...cashOn(1, 2), fromWorker(5), fromWorker(40), ...cashOn(41), fromWorker(42)]),
    key: boss,
  };
  const late = { ...ledgerWith(cashOn(0, 4, 33)), key: worker };
  const { matches } = await judgeNetwork(asking, boss, await judged(ledger, late));
  // Its own cash ended on the 5th day, as of which it holds; none of it is left on the 40th.
  expect(matches).toMatchObject([{ from: daysLater(5), until: daysLater(5) }]);
});
