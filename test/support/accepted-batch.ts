import { type AcceptedBatch, noCounts } from '../../lib/reports/batch.ts';
import { entity, receivedAt } from './reports.ts';

const batchId = '019ab6e0-0000-7000-8000-000000000000';

/** A batch that was accepted, of which nothing is done yet. */
export const acceptedBatch = (changes: Partial<AcceptedBatch> = {}): AcceptedBatch => ({
  entity,
  batchId,
  status: 'accepted',
  form: 'ndjson',
  encoding: 'identity',
  source: 'batches/x',
  createdAt: receivedAt,
  receivedAt,
  acceptedAs: batchId,
  submitted: 1,
  done: 0,
  counts: noCounts,
  ...changes,
});
