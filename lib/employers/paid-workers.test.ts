import { describe, expect, test } from 'vitest';
import { subject as named } from '../../test/support/case-world.ts';
import { contribution, daysLater, entry, ledgerOf } from '../../test/support/ledgers.ts';
import { type LedgerKey, ledgerKey } from '../identifiers.ts';
import type { Match } from '../indicators/match.ts';
import { employerOf } from '../ledger/employers.ts';
import { type Entry, entryRef } from '../ledger/entry.ts';
import type { EmployerFacts } from './employer-facts.ts';
import { concerns, paidWorkers, personsOf } from './paid-workers.ts';

const by = (name: string): Entry['counterparty'] => {
  const key = ledgerKey('name', name);
  return { key, keys: [key], kind: 'entity', name };
};
const pay = (name: string, days: number, transaction = `${name} ${days}`): Entry =>
  entry({ kind: 'payroll', counterparty: by(name), at: daysLater(days), transaction });

const employer = employerOf(pay('FARM EXAMPLE INC', 0)) ?? '';
const factsOf = (ledgers: Record<string, Entry[]>): EmployerFacts => {
  const held = Object.entries(ledgers).map(([name, entries]): [LedgerKey, Entry[]] => [
    named(name),
    entries,
  ]);
  return {
    employer,
    workers: { subjects: held.map(([key]) => key), known: held.length },
    collectors: [],
    own: [],
    ledgers: new Map(
      held.map(([key, entries]) => [key, ledgerOf([contribution({ entries })], key)]),
    ),
    evaluations: new Map(),
    assessments: new Map(),
  };
};

describe('given a match of a worker whom the farm pays on days 100 and 110', () => {
  const walk = entry({ at: daysLater(150), transaction: 'walk' });
  const mill = pay('MILL EXAMPLE INC', 90);
  const farm = [pay('FARM EXAMPLE INC', 100), pay('FARM EXAMPLE INC', 110)];
  const [worker] = paidWorkers(factsOf({ a: [mill, ...farm, walk] }));
  const match = (evidence: Entry[], from: number, until = from) =>
    ({
      evidence: evidence.map(entryRef),
      from: daysLater(from),
      until: daysLater(until),
    }) as unknown as Match;

  test.each<[string, Entry[], number, number, boolean]>([
    ['rests on pay of the farm', [...farm.slice(0, 1), walk], 100, 100, true],
    ['rests on pay of both', [mill, ...farm], 90, 110, true],
    ['rests on pay of the mill alone', [mill, walk], 105, 105, false],
    ['ends as the pay begins', [walk], 50, 100, true],
    ['ends before the pay begins', [walk], 50, 99, false],
    ['begins 90 days after the last pay', [], 200, 200, true],
    ['begins later', [], 201, 201, false],
  ])(
    'when it %s, then it is told whether the farm is concerned',
    (_, evidence, from, until, wanted) => {
      expect(worker && concerns(match(evidence, from, until), worker)).toBe(wanted);
    },
  );
});

test('given joint holders of an account that is paid, then they count as one worker', () => {
  const wage = pay('FARM EXAMPLE INC', 0);
  const together = paidWorkers(factsOf({ a: [wage], b: [wage] }));
  expect(new Set(together.map(({ person }) => person)).size).toBe(1);
  const apart = paidWorkers(factsOf({ a: [wage], b: [pay('FARM EXAMPLE INC', 0, 'another')] }));
  expect(new Set(apart.map(({ person }) => person)).size).toBe(2);
});

test('given nobody linked, then everybody is a person of his or her own', () => {
  const personOf = personsOf(factsOf({}), []);
  expect(personOf(named('a'))).toBe(named('a'));
});
