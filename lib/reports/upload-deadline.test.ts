import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { entity, receivedAt } from '../../test/support/reports.ts';
import { type BatchRecord, noCounts } from './batch.ts';
import { asOf, uploadDays, uploadDeadline } from './upload-deadline.ts';

const uploadBy = uploadDeadline(receivedAt);
const awaited: BatchRecord = {
  entity,
  batchId: '01a21463-b25f-7045-825a-663cea0819d3',
  status: 'awaiting-upload',
  form: 'ndjson',
  encoding: 'identity',
  source: 'uploads/x',
  createdAt: receivedAt,
  upload: { sizeBytes: 1, uploadBy, inParts: false },
  submitted: 0,
  done: 0,
  counts: noCounts,
};

test('for any moment, an upload is awaited until its deadline and expired from then on', () => {
  const deadline = Date.parse(uploadBy);
  expect(deadline - Date.parse(receivedAt)).toBe(uploadDays * 86_400_000);
  const around = fc.integer({ min: -1_000_000, max: 1_000_000 });
  fc.assert(
    fc.property(around, (milliseconds) => {
      const told = asOf(awaited, new Date(deadline + milliseconds).toISOString());
      expect(told.status).toBe(milliseconds < 0 ? 'awaiting-upload' : 'expired');
      expect(told.problem?.code).toBe(milliseconds < 0 ? undefined : 'upload-expired');
    }),
  );
});

describe('given what is no longer just awaited, then the deadline says nothing', () => {
  test.each<[string, Partial<BatchRecord>]>([
    ['a batch that is being worked on', { status: 'processing' }],
    ['one that is complete', { status: 'completed' }],
    ['one that was given up', { status: 'failed' }],
    ['one whose processing has stalled', { stalledAt: receivedAt }],
  ])('%s', (_what, change) => {
    const batch = { ...awaited, ...change };
    expect(asOf(batch, '2099-01-01T00:00:00.000Z')).toEqual(batch);
  });
});
