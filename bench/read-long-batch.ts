import { keepHeapSmall } from '../functions/ingest-batch/small-heap.ts';
import { parseJson } from '../lib/reports/parse-json.ts';
import { openBatch } from '../lib/reports/read-batch.ts';
import { validateReport } from '../lib/reports/validate-report.ts';
import { csvBatch } from '../test/support/csv-batch.ts';
import {
  cashDeposit,
  entity,
  filedReport,
  ndjsonBatch,
  receivedAt,
} from '../test/support/reports.ts';

/*
 * Reads a batch of so many megabytes that is made up as it is read, and prints what it took: the
 * records, the seconds of processor time, and the most megabytes of resident memory of this process.
 *
 *   read-long-batch.ts ndjson|csv MEGABYTES
 */

const [, , form = '', megabytes = ''] = process.argv;
if (form !== 'ndjson' && form !== 'csv') throw new RangeError('ndjson or csv');
// As the function does that reads batches.
keepHeapSmall();

const chunkBytes = 64 * 1024;
const reportsAtOnce = 100;
const perRound = 1024;

/** Three in four hold one transaction, the others four, with a narrative that has to be quoted. */
const reportOf = (number: number) => {
  const transactions = Array.from({ length: number % 4 === 0 ? 4 : 1 }, (_, at) =>
    cashDeposit({ ref: `T-${at}` }),
  );
  const { suspicion } = filedReport();
  const narrative = `Report ${number}, "as told":\nbetween 1 and 14 November, ${'cash '.repeat(40)}`;
  return filedReport({
    reference: `STR-${number}`,
    transactions,
    ...(suspicion && { suspicion: { ...suspicion, narrative } }),
  });
};

/** Texts of a hundred reports each, without what comes before the first. */
function textsOf(write: (reports: object[]) => string, header: string): Buffer[] {
  return Array.from({ length: perRound / reportsAtOnce }, (_, part) => {
    const numbers = Array.from({ length: reportsAtOnce }, (__, at) => part * reportsAtOnce + at);
    return Buffer.from(write(numbers.map(reportOf)).slice(header.length));
  });
}

const style = { isCompact: true, isRepeated: true };
const written = {
  ndjson: { write: (reports: object[]) => ndjsonBatch(reports), first: ndjsonBatch([]) },
  csv: {
    write: (reports: object[]) => csvBatch(reports, 'BATCH-1', style),
    first: `${csvBatch([reportOf(0)], 'BATCH-1', style).split('\r\n', 1)[0]}\r\n`,
  },
}[form];
const texts = textsOf(written.write, written.first);

async function* content(): AsyncGenerator<Uint8Array> {
  const wanted = Number(megabytes) * 2 ** 20;
  yield Buffer.from(written.first);
  for (let sent = written.first.length; ; ) {
    for (const text of texts) {
      for (let start = 0; start < text.length; start += chunkBytes) {
        // A copy, as bytes from a connection are.
        yield Uint8Array.from(text.subarray(start, start + chunkBytes));
      }
      sent += text.length;
      if (sent >= wanted) return;
    }
  }
}

let records = 0;
let accepted = 0;
const batch = await openBatch(form, content(), { entity });
for await (const { content: held } of batch.records) {
  records += 1;
  const read = 'text' in held ? parseJson(held.text) : held;
  if ('value' in read && validateReport(read.value, { entity, receivedAt }).report) accepted += 1;
}
if (accepted !== records) throw new Error(`${records - accepted} records were not accepted`);
const { user, system } = process.cpuUsage();
console.log(
  JSON.stringify({
    records,
    seconds: Math.round((user + system) / 100_000) / 10,
    // In kibibytes, over the life of the process.
    peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
  }),
);
