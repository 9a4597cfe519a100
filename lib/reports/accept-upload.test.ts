import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { memoryIntake } from '../../test/support/memory-intake.ts';
import { filedReport, ndjsonBatch } from '../../test/support/reports.ts';
import { acceptUpload } from './accept-upload.ts';

test('given an upload that unpacks to too many times its size, then it failed, and by that rule', async () => {
  const { ports, accept, batches, objects } = memoryIntake();
  const { digest: _, receivedAt: __, acceptedAs: ___, ...batch } = accept('', 0);
  const letters = Buffer.alloc(70 * 1024 * 1024, 'x');
  const good = Buffer.from(ndjsonBatch([filedReport()]));
  objects.set(batch.source, gzipSync(Buffer.concat([good, letters])));
  batches.set(batch.batchId, { ...batch, status: 'awaiting-upload', encoding: 'gzip' });
  const awaited = batches.get(batch.batchId) ?? batch;
  expect(await acceptUpload(ports, awaited)).toMatchObject({
    status: 'failed',
    problem: {
      code: 'expands-too-much',
      detail:
        'expands-too-much: beyond 67108864 bytes it may unpack to no more than 200 times what was sent',
    },
  });
}, 20_000);
