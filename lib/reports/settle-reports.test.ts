import { expect, test } from 'vitest';
import { acceptedBatch } from '../../test/support/accepted-batch.ts';
import { memoryIntake } from '../../test/support/memory-intake.ts';
import { entity, filedReport, withdrawal } from '../../test/support/reports.ts';
import { examineRecord } from './examine-record.ts';
import { settleReports } from './settle-reports.ts';

const batch = acceptedBatch({ submitted: 3 });
const { batchId } = batch;

const lines = [
  ` ${JSON.stringify(filedReport({ reference: 'STR-1' }))}\r`,
  JSON.stringify(filedReport({ reference: 'STR-2', actionTaken: 'Surveillé, à Montréal.' })),
  JSON.stringify(withdrawal('STR-3')),
];

test('given valid lines, then those of reports are kept as they were sent, and none is held', async () => {
  const { ports, objects } = memoryIntake();
  const records = lines.flatMap(
    (text, position) => examineRecord({ position, content: { text } }, batch).valid ?? [],
  );
  const { live } = await settleReports(ports, { entity, batchId, first: 0 }, records);
  const kept = live.map(({ registered: { location } }) => {
    const { name = '', offset = 0, length = 0 } = location ?? {};
    const bytes = objects.get(name)?.subarray(offset, offset + length);
    return bytes && Buffer.from(bytes).toString('utf8');
  });
  expect(kept).toEqual([lines[0], lines[1], undefined]);
  expect(records.map(({ text }) => text)).toEqual(['', '', '']);
});
