import fc from 'fast-check';
import { v7 } from 'uuid';
import { describe, expect, test } from 'vitest';
import { Crash, crashingAt } from '../../test/support/failing-ports.ts';
import { memoryIntake } from '../../test/support/memory-intake.ts';
import {
  cashDeposit,
  entity,
  filedReport,
  ndjsonBatch,
  withAmount,
  withdrawal,
} from '../../test/support/reports.ts';
import { ingestBatch } from './ingest-batch.ts';

const hasTime = () => true;
const ingest = (intake: ReturnType<typeof memoryIntake>, batchId: string) =>
  ingestBatch(intake.ports, { ref: { entity, batchId }, hasTime });

/** Batches of records, accepted in this order and then processed in `order`. */
async function process(batches: unknown[][], order = batches.map((_, at) => at)) {
  const intake = memoryIntake();
  const ids = batches.map(() => v7());
  for (const [at, records] of batches.entries()) {
    intake.accept(ndjsonBatch(records, `BATCH-${at}`), records.length, ids[at]);
  }
  for (const at of order) await ingest(intake, ids[at] ?? '');
  const verdicts = ids.map((id) => intake.receiptsOf(id).map(({ verdict }) => verdict));
  return { ...intake, ids, verdicts };
}

const report = filedReport();
const change = { ...withAmount(report, '777.00'), action: 'change' as const };

/** What all ledgers say in the end; revisions are left out, for they hold the ids of batches. */
const contentOf = ({ ledgers }: Pick<ReturnType<typeof memoryIntake>, 'ledgers'>) =>
  [...ledgers]
    .flatMap(([key, { contributions }]) =>
      [...contributions].map(([name, said]) => ({ key, name, ...said })),
    )
    .filter(({ entries, members = [], keys }) => entries.length > 0 || members.length > 0 || keys)
    .map(({ revision: _, replaces: __, ...said }) => said)
    .sort((a, b) => (`${a.key} ${a.name}` < `${b.key} ${b.name}` ? -1 : 1));

describe('verdicts', () => {
  test('given the same report twice, then the second is a duplicate', async () => {
    expect((await process([[report], [report]])).verdicts).toEqual([['accepted'], ['duplicate']]);
    expect((await process([[report, report]])).verdicts).toEqual([['accepted', 'duplicate']]);
  });

  test('given a reference used for other content, then the second conflicts', async () => {
    const other = withAmount(report, '1.00');
    expect((await process([[report], [other]])).verdicts).toEqual([
      ['accepted'],
      ['conflicting-duplicate'],
    ]);
    expect((await process([[report, other]])).verdicts).toEqual([
      ['accepted', 'conflicting-duplicate'],
    ]);
  });

  test.each([
    ['it was withdrawn', withdrawal(), 'withdrawn-before'],
    ['other content took its place', change, 'replaced-before'],
    ['the same was sent as a change', { ...report, action: 'change' }, 'already-known'],
  ])('given a report again after %s, then it is a duplicate and told why', async (...row) => {
    const [, since, code] = row;
    for (const batches of [[[report], [since], [report]], [[report, since, report]]]) {
      const { receiptsOf, ids } = await process(batches);
      expect(receiptsOf(ids.at(-1) ?? '').at(-1)).toMatchObject({
        verdict: 'duplicate',
        findings: [{ pointer: '/reference', code }],
      });
    }
  });

  test('given a change before its original, then the change stays live', async () => {
    const { verdicts, ids, receiptsOf, ...late } = await process([[report], [change]], [1, 0]);
    expect(verdicts).toEqual([['superseded'], ['accepted-with-warnings']]);
    expect(receiptsOf(ids[1] ?? '')[0]?.findings).toEqual([
      { pointer: '/reference', code: 'original-unknown' },
    ]);
    expect(contentOf(late)).toEqual(contentOf(await process([[report], [change]])));
  });

  test('given a withdrawal, before or after, then nothing is left in any ledger', async () => {
    for (const order of [
      [0, 1],
      [1, 0],
    ]) {
      const { verdicts, ...after } = await process([[report], [withdrawal()]], order);
      expect(contentOf(after)).toEqual([]);
      expect(verdicts.flat()).not.toContain('rejected');
    }
  });

  test('given a change that drops a party, then that party’s ledgers are emptied', async () => {
    const [first] = report.parties;
    const renamed = {
      ...report,
      action: 'change',
      parties: [{ ...first, surname: 'OTHER', phone: '416-555-0199', ids: [] }],
    };
    const changed = contentOf(await process([[report], [renamed]]));
    expect(changed).toEqual(contentOf(await process([[{ ...renamed, action: 'submit' }]])));
  });

  test('given a bad record, then its neighbours are accepted', async () => {
    const bad = [
      '{"reference": "STR-2", ',
      '[1,2]',
      `{"a":"${'x'.repeat(1_100_000)}"}`,
      { ...report, reference: 'STR-3', contactId: 'ZEBRA' },
    ];
    const good = filedReport({ reference: 'STR-9' });
    const { receiptsOf, ids, batches } = await process([[report, ...bad, good]]);
    const receipts = receiptsOf(ids[0] ?? '');
    expect(receipts.map(({ verdict, findings }) => [verdict, findings[0]?.code])).toEqual([
      ['accepted', undefined],
      ['rejected', 'not-json'],
      ['rejected', 'wrong-type'],
      ['rejected', 'line-too-long'],
      ['rejected', 'wrong-type'],
      ['accepted', undefined],
    ]);
    expect(receipts.map(({ line }) => line)).toEqual([2, 3, 4, 5, 6, 7]);
    expect(batches.get(ids[0] ?? '')).toMatchObject({
      status: 'completed',
      counts: { accepted: 2, rejected: 4 },
    });
  });

  test('given nothing but bad records, then the batch is rejected and leaves receipts only', async () => {
    const { batches, ids, register, ledgers, objects } = await process([['nonsense', '{}']]);
    expect(batches.get(ids[0] ?? '')?.status).toBe('rejected');
    expect([register.size, ledgers.size, objects.size]).toEqual([0, 0, 1]);
  });
});

/** Few references and few contents, so that versions meet. */
const records = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .record({
        action: fc.constantFrom('submit', 'change'),
        reference: fc.constantFrom('A', 'B'),
        amount: fc.constantFrom('1.00', '2.00'),
        surname: fc.constantFrom('ZEBRA', 'ZEBRASON'),
      })
      .map(({ amount, surname, ...changes }) => ({
        ...withAmount(report, amount),
        ...changes,
        parties: [{ ...report.parties[0], surname }],
      })),
  },
  { weight: 1, arbitrary: fc.constantFrom('A', 'B').map(withdrawal) },
  { weight: 1, arbitrary: fc.constant('not a report') },
);
const manyBatches = fc.array(fc.array(records, { minLength: 1, maxLength: 4 }), {
  minLength: 1,
  maxLength: 5,
});

test('for any batches processed in any order, the ledgers end the same', async () => {
  const cases = manyBatches.chain((batches) =>
    fc.tuple(
      fc.constant(batches),
      fc.shuffledSubarray(
        batches.map((_, at) => at),
        { minLength: batches.length },
      ),
    ),
  );
  await fc.assert(
    fc.asyncProperty(cases, async ([batches, order]) => {
      const sorted = await process(batches);
      const shuffled = await process(batches, order);
      expect(contentOf(shuffled)).toEqual(contentOf(sorted));
    }),
    { numRuns: 200 },
  );
}, 30_000);

test('for any batches, the counts of each add up to its records', async () => {
  await fc.assert(
    fc.asyncProperty(manyBatches, async (batches) => {
      const end = await process(batches);
      for (const batch of end.batches.values()) {
        const sum = Object.values(batch.counts).reduce((total, count) => total + count, 0);
        expect(sum).toBe(batch.submitted);
        expect(end.receiptsOf(batch.batchId)).toHaveLength(batch.submitted);
      }
    }),
    { numRuns: 100 },
  );
});

describe('when the process dies around any call to a port, and the message comes again', () => {
  const batches = [
    [report, filedReport({ reference: 'STR-2' }), 'nonsense'],
    [
      change,
      { ...change, action: 'change' },
      withdrawal('STR-2'),
      filedReport({ reference: 'STR-3' }),
      filedReport({ reference: 'STR-3' }),
      { ...filedReport({ reference: 'STR-4' }), action: 'change' },
      filedReport({ reference: 'STR-4' }),
    ],
  ];

  test.each(['before' as const, 'after' as const])('%s it', async (when) => {
    const undisturbed = await process(batches);
    let crashes = 0;
    for (let call = 1; ; call += 1) {
      const intake = memoryIntake();
      const ids = batches.map(() => v7());
      let reached = 0;
      for (const [at, id] of ids.entries()) {
        const content = batches[at] ?? [];
        intake.accept(ndjsonBatch(content, `BATCH-${at}`), content.length, id);
        const doomed = crashingAt(intake.ports, { call: call - reached, when });
        try {
          await ingestBatch(doomed.ports, { ref: { entity, batchId: id }, hasTime });
        } catch (failure) {
          if (!(failure instanceof Crash)) throw failure;
          crashes += 1;
          await ingest(intake, id);
        }
        reached += doomed.calls();
      }
      expect(ids.map((id) => intake.receiptsOf(id))).toEqual(
        undisturbed.ids.map((id) => undisturbed.receiptsOf(id)),
      );
      expect(ids.map((id) => intake.batches.get(id)?.counts)).toEqual(
        undisturbed.ids.map((id) => undisturbed.batches.get(id)?.counts),
      );
      expect(contentOf(intake)).toEqual(contentOf(undisturbed));
      expect(intake.evaluated).toEqual(undisturbed.evaluated);
      if (call > reached) break;
    }
    expect(crashes).toBeGreaterThan(15);
  });
});

test('given little time, then the rest is left to a further message and the end is the same', async () => {
  const many = Array.from({ length: 450 }, (_, at) => filedReport({ reference: `STR-${at}` }));
  const intake = memoryIntake();
  const { batchId } = intake.accept(ndjsonBatch(many), many.length);
  for (const done of [200, 400]) {
    let blocks = 0;
    const oneBlock = () => {
      blocks += 1;
      return blocks === 1;
    };
    const little = { ref: { entity, batchId }, hasTime: oneBlock, recordsPerBlock: 200 };
    await ingestBatch(intake.ports, little);
    expect(intake.batches.get(batchId)).toMatchObject({ status: 'processing', done });
    expect(intake.again.pop()).toBe(batchId);
  }
  await ingest(intake, batchId);
  expect(intake.batches.get(batchId)).toMatchObject({
    status: 'completed',
    counts: { accepted: 450 },
  });
  expect(intake.receiptsOf(batchId)).toHaveLength(450);
});

test('given many transactions of one subject, then its ledger is written once a block', async () => {
  const many = Array.from({ length: 100 }, (_, at) =>
    filedReport({ reference: `STR-${at}`, transactions: [cashDeposit({ ref: `T-${at}` })] }),
  );
  const intake = memoryIntake();
  const { batchId } = intake.accept(ndjsonBatch(many), many.length);
  const counted = crashingAt(intake.ports, { call: -1, when: 'before' });
  await ingestBatch(counted.ports, { ref: { entity, batchId }, hasTime });
  expect(counted.calls()).toBeLessThan(100 + 20);
});
