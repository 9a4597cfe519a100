import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ledgerKey } from '../identifiers.ts';
import type { WatchEntry } from './information-records.ts';
import { nameWords, wordMark } from './name-words.ts';
import { watchedPersons } from './possible-by.ts';
import { agenciesOf, watchedKeys } from './watched-keys.ts';

const keys = ['a', 'b', 'c', 'd'].map((name) => ledgerKey('phone', name));
const [first = '', second = ''] = keys;
const entry = (number: number, named: readonly string[], agency = 'ON-OPP'): WatchEntry => ({
  number,
  agency,
  recordId: `record-${String(number).padStart(16, '0')}`,
  keys: named,
});

const alex = watchedPersons([{ surname: 'Example', given: 'Alex', aliases: [] }]);
const marked = (...names: string[]) => new Set([...nameWords(...names)].map(wordMark));

/** A log that grows, and how often and from where it was read. */
function growingLog() {
  const log: WatchEntry[] = [];
  const asked: number[] = [];
  const watched = watchedKeys({
    after: async (number) => {
      asked.push(number);
      return log.filter((one) => one.number > number);
    },
  });
  return { log, asked, watched };
}

test('given a log that grows, then it is read on from where it was', async () => {
  const { log, asked, watched } = growingLog();
  log.push(entry(1, [first]));
  await watched();
  log.push(entry(2, [first, second], 'ON-TPS'));
  const records = (await watched()).recordsOf([second, first]);
  expect(asked).toEqual([0, 1]);
  expect(records.map(({ recordId }) => Number(recordId.slice(7)))).toEqual([1, 2]);
  expect(agenciesOf(records)).toEqual(['ON-OPP', 'ON-TPS']);
});

test('given a record with names, then it is found by whoever has one like it, and by no single word', async () => {
  const { log, watched } = growingLog();
  log.push({ ...entry(1, [first]), persons: alex });
  const all = await watched();
  const found = (...names: string[]) => all.recordsNamed([marked(...names)]).length;
  expect(found('EXAMPLE', 'Alex Robin')).toBe(1);
  expect(found('Alex')).toBe(0);
  expect(found('Sample', 'Alex')).toBe(0);
});

test('given a record that was taken back, then it is found by nothing any more, also by its own name', async () => {
  const { log, watched } = growingLog();
  log.push({ ...entry(1, [first]), persons: alex }, entry(2, [first]));
  await watched();
  const { agency, recordId } = entry(1, []);
  log.push({ agency, recordId, number: 3, keys: [], withdrawn: true });
  const all = await watched();
  expect(all.recordsNamed([marked('Example', 'Alex')])).toEqual([]);
  const left = all.recordsOf([first], [{ agency, recordId }]);
  expect(left.map((one) => one.recordId)).toEqual([entry(2, []).recordId]);
});

test('given records that a person names besides, then they stand among the others in the order of the log', async () => {
  const { log, watched } = growingLog();
  log.push(entry(1, [first]), entry(2, [second]), entry(3, [first]));
  const { agency, recordId } = entry(2, []);
  const records = (await watched()).recordsOf([first], [{ agency, recordId }]);
  expect(records.map((one) => Number(one.recordId.slice(7)))).toEqual([1, 2, 3]);
});

test('given a reading that failed, then the next one makes it good', async () => {
  let fails = true;
  const watched = watchedKeys({
    after: async () => {
      if (!fails) return [entry(1, [first])];
      fails = false;
      throw new Error('throttled');
    },
  });
  await expect(watched()).rejects.toThrow('throttled');
  expect((await watched()).recordsOf([first])).toHaveLength(1);
});

test('for any log, however often and at once it is read, each record is found by its keys once', async () => {
  const named = fc.array(fc.uniqueArray(fc.constantFrom(...keys)), { maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(named, fc.integer({ min: 1, max: 4 }), async (given, times) => {
      const { log, watched } = growingLog();
      for (const [place, its] of given.entries()) {
        log.push(entry(place + 1, its));
        await Promise.all(Array.from({ length: times }, () => watched()));
      }
      const all = await watched();
      for (const key of keys) {
        const numbers = all.recordsOf([key]).map(({ recordId }) => Number(recordId.slice(7)));
        expect(numbers).toEqual(
          given.flatMap((its, place) => (its.includes(key) ? place + 1 : [])),
        );
      }
    }),
  );
});
