import { batchHeader, filedReport } from './reports.ts';

const reportingEntityNumber = 7654321;

/** A batch of so many reports from the other reporting entity, as NDJSON. */
export const otherEntitysBatch = (batchReference: string, count: number): string =>
  [
    { ...batchHeader(batchReference), submittingReportingEntityNumber: reportingEntityNumber },
    ...Array.from({ length: count }, (_, at) =>
      filedReport({ reference: `${batchReference}-${at}`, reportingEntityNumber }),
    ),
  ]
    .map((line) => `${JSON.stringify(line)}\n`)
    .join('');
