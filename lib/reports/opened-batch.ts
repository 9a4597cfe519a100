import type { RawRecord } from './raw-record.ts';
import type { BatchHeader } from './report.ts';

/** A batch whose header has been read; its records follow as they are asked for. */
export type OpenedBatch = { header: BatchHeader; records: AsyncIterable<RawRecord> };
