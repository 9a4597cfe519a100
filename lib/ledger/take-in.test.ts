import { expect, test } from 'vitest';
import { contribution, entry } from '../../test/support/ledgers.ts';
import { memoryLedgers } from '../../test/support/memory-ledgers.ts';
import { ledgerKey } from '../identifiers.ts';
import { takeIn } from './take-in.ts';

const subject = ledgerKey('party', 'alex');
const phone = ledgerKey('phone', '416-555-0100');
const since = '2026-03-02T12:00:00-05:00';

const report = (number: number) =>
  contribution({
    report: { entity: '1234567', reference: `R${number}` },
    revision: String(number),
    entries: [entry({ report: `R${number}` })],
    party: { kind: 'person', roleHint: 'unknown' },
    keys: [phone],
    uses: [{ key: phone, as: 'contact', since }],
  });
const change = (number: number, who = subject) => new Map([[who, [report(number)]]]);
const anew = { again: false };

test('given reports that tell the same use, then the ledger of the key is written once', async () => {
  const { ledgers, held } = memoryLedgers();
  expect(await takeIn(ledgers, change(1), anew)).toEqual([subject, phone]);
  expect(await takeIn(ledgers, change(2), anew)).toEqual([subject]);
  expect(held.get(phone)).toMatchObject({ version: 1 });
  expect(held.get(subject)).toMatchObject({ version: 2 });
});

test('given a crash before the key was told, when the report comes again, then it is', async () => {
  const { ledgers, held } = memoryLedgers();
  await ledgers.merge(subject, [report(1)]);
  await takeIn(ledgers, change(2), anew);
  expect(held.get(phone)).toBeUndefined();
  expect(await takeIn(ledgers, change(1), { again: true })).toEqual([subject, phone]);
  expect(held.get(phone)?.contributions.size).toBe(1);
});

test('given a second subject that uses a key, then both know that it is shared', async () => {
  const { ledgers, withUses } = memoryLedgers();
  const other = ledgerKey('party', 'robin');
  await takeIn(ledgers, change(1), anew);
  const sharedBy = async (one: string) =>
    (await withUses.get(one)).uses?.map(({ shared }) => shared);
  expect(await sharedBy(subject)).toEqual([undefined]);
  await takeIn(ledgers, change(2, other), anew);
  expect([await sharedBy(subject), await sharedBy(other)]).toEqual([[true], [true]]);
});
