import { plainParser } from '../accepts-plainly.ts';
import { type BatchRecord, batchRecordSchema } from '../reports/batch.ts';

const parseBatch = plainParser(batchRecordSchema);

/** A batch as the reports table holds it, beside its key and, now and then, messages to be sent. */
export const batchOf = ({ pk: _, sk: __, ...told }: Record<string, unknown>): BatchRecord =>
  parseBatch(told);
