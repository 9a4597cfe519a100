import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { crashingAt } from '../../test/support/failing-ports.ts';
import { type IntakeClient, intakeClient } from '../../test/support/intake-client.ts';
import { filedReport, withAmount, withdrawal } from '../../test/support/reports.ts';
import { type StackIntake, stackIntake } from '../../test/support/stack-intake.ts';

let stack: StackIntake;
let client: IntakeClient;
const written: string[] = [];
beforeEach(async () => {
  stack = await stackIntake();
  client = intakeClient(stack);
  written.length = 0;
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  }
  for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    vi.spyOn(console, level).mockImplementation((...said) => void written.push(said.join(' ')));
  }
});
afterEach(() => vi.restoreAllMocks());

test('given a batch of good and bad records, then each has a receipt and the counts add up', async () => {
  const batchId = await client.submit([
    filedReport(),
    filedReport(),
    withAmount(filedReport(), '1.00'),
    'nonsense',
    filedReport({ reference: 'STR-2', actionTaken: undefined as never }),
    { ...filedReport({ reference: 'STR-3' }), action: 'change' },
  ]);
  expect(await client.deliver()).toEqual([]);
  expect(await client.status(batchId)).toMatchObject({
    status: 'completed',
    counts: {
      submitted: 6,
      pending: 0,
      accepted: 1,
      acceptedWithWarnings: 1,
      duplicates: 1,
      conflicting: 1,
      superseded: 0,
      rejected: 2,
    },
  });
  const answer = JSON.parse((await client.receipts(batchId)).body);
  expect(answer.receipts[4]).toEqual({
    record: 5,
    line: 6,
    reference: 'STR-2',
    verdict: 'rejected',
    findings: [
      {
        pointer: '/actionTaken',
        code: 'action-taken-missing',
        severity: 'reject',
        message: {
          en: 'A suspicious transaction report needs the action taken.',
          fr: 'Une déclaration d’opération douteuse doit indiquer les mesures prises.',
        },
      },
    ],
  });
});

test('when a message comes ten times, also at once, then the effect is that of one', async () => {
  const batchId = await client.submit([filedReport(), withdrawal('STR-2'), 'nonsense']);
  const messages = await stack.sent.intake();
  await Promise.all(Array.from({ length: 5 }, () => client.deliver(messages)));
  for (let time = 0; time < 5; time += 1) await client.deliver(messages);
  expect(await client.status(batchId)).toMatchObject({
    status: 'completed',
    counts: { submitted: 3, accepted: 1, acceptedWithWarnings: 1, rejected: 1 },
  });
  const heads = await stack.items(stack.tables.ledger);
  expect(new Set(heads.map(({ v }) => v))).toEqual(new Set([1]));
});

test('given ten batches of the same report at once, then one is accepted and nine are duplicates', async () => {
  const ids = [];
  for (let at = 0; at < 10; at += 1) ids.push(await client.submit([filedReport()], `B-${at}`));
  const messages = await stack.sent.intake();
  await Promise.all(messages.map((message) => client.deliver([message])));
  const verdicts = [];
  for (const id of ids)
    verdicts.push(JSON.parse((await client.receipts(id)).body).receipts[0].verdict);
  expect(verdicts.filter((verdict) => verdict === 'duplicate')).toHaveLength(9);
  expect(verdicts).toContain('accepted');
});

test.each(['before' as const, 'after' as const])(
  'when the process dies %s any call to a port and the message comes again, then nothing differs',
  async (when) => {
    const records = [
      filedReport(),
      { ...withAmount(filedReport(), '2.00'), action: 'change' },
      filedReport({ reference: 'STR-2' }),
      'nonsense',
    ];
    let expected: unknown;
    for (let call = 0; ; call += 1) {
      stack = await stackIntake();
      client = intakeClient(stack);
      const batchId = await client.submit(records);
      const messages = await stack.sent.intake();
      const doomed = crashingAt(stack.ports, { call, when });
      const failures = await client.deliver(messages, doomed.ports);
      expect(failures).toHaveLength(call === 0 || doomed.calls() < call ? 0 : 1);
      await client.deliver(messages);
      const { counts, status: end } = await client.status(batchId);
      const evaluated = new Set(
        (await stack.sent.evaluation()).flatMap(({ body }) => JSON.parse(body).keys),
      );
      const told = { counts, end, receipts: (await client.receipts(batchId)).body, evaluated };
      expected ??= told;
      expect(told).toEqual(expected);
      if (call > 0 && doomed.calls() < call) break;
    }
  },
);

test('given personal data in every field, then it is in no message, receipt or log line', async () => {
  const batchId = await client.submit([
    filedReport(),
    { ...filedReport({ reference: 'STR-2' }), 'Ann ZEBRA': 1 },
    { ...filedReport(), reference: 'ZEBRA ZEBRASON' },
    '{"surname": "ZEBRA"',
  ]);
  const messages = await stack.sent.intake();
  const doomed = crashingAt(stack.ports, { call: 9, when: 'after' });
  await client.deliver(messages, doomed.ports);
  await client.deliver(messages);
  const told = [
    ...messages.map(({ body }) => body),
    ...(await stack.sent.evaluation()).map(({ body }) => body),
    (await client.receipts(batchId)).body,
    (await client.receipts(batchId, { format: 'csv' })).body,
    JSON.stringify(await client.status(batchId)),
    ...written,
  ].join('\n');
  expect(written.join('')).toContain('message not done');
  expect(told).not.toMatch(/zebra|416-555|5550001/i);
});
