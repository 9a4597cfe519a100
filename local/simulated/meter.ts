import { type Line, type PriceTable, priceTable } from './price-table.ts';

/** One line of a bill. */
export type BillLine = {
  readonly line: Line;
  /** The table, bucket, queue or function. */
  readonly resource: string;
  readonly quantity: number;
  readonly unit: string;
  /** US$ in 10⁻⁹, rounded to the nearest. */
  readonly nanoDollars: bigint;
};

type Bill = { readonly lines: readonly BillLine[]; readonly nanoDollars: bigint };

/** Counts what a cloud would bill. Every quantity is a whole number of the units of the price table. */
export type Meter = {
  readHalfUnits(table: string, halves: number): void;
  writeUnits(table: string, units: number): void;
  /** PUT, COPY, POST, LIST. */
  putRequest(bucket: string): void;
  /** GET and HEAD. */
  getRequest(bucket: string): void;
  /** One request to a queue that carries so many bytes of messages. */
  queueRequest(queue: string, options: { fifo: boolean; bytes: number }): void;
  /** One run of a function, billed by the millisecond begun. */
  lambda(name: string, milliseconds: number, memoryMegabytes: number): void;
  /** What a store holds; asked when the bill is made. */
  watchStorage(line: Line, resource: string, bytes: () => number): void;
  /** How much was counted so far of a line, over all resources; without storage. */
  counted(line: Line): number;
  /** @param storedMonths how long what is stored now has been stored. */
  bill(options?: { storedMonths?: number; prices?: PriceTable }): Bill;
};

const bytesOfQueueRequest = 64 * 1024;

export function meter(): Meter {
  const counts = new Map<Line, Map<string, number>>();
  const storages: { line: Line; resource: string; bytes: () => number }[] = [];

  function count(line: Line, resource: string, quantity: number): void {
    if (!Number.isSafeInteger(quantity)) throw new RangeError(`${quantity} of ${line}`);
    const ofLine = counts.get(line) ?? new Map<string, number>();
    counts.set(line, ofLine.set(resource, (ofLine.get(resource) ?? 0) + quantity));
  }

  return {
    readHalfUnits: (table, halves) => count('dynamodb-read', table, halves),
    writeUnits: (table, units) => count('dynamodb-write', table, units),
    putRequest: (bucket) => count('s3-put', bucket, 1),
    getRequest: (bucket) => count('s3-get', bucket, 1),
    queueRequest(queue, { fifo, bytes }) {
      const requests = Math.max(1, Math.ceil(bytes / bytesOfQueueRequest));
      count(fifo ? 'sqs-fifo' : 'sqs-standard', queue, requests);
    },
    lambda(name, milliseconds, memoryMegabytes) {
      count('lambda-requests', name, 1);
      count('lambda-compute', name, Math.max(1, Math.ceil(milliseconds)) * memoryMegabytes);
    },
    watchStorage(line, resource, bytes) {
      storages.push({ line, resource, bytes });
    },
    counted: (line) => [...(counts.get(line)?.values() ?? [])].reduce((sum, one) => sum + one, 0),
    bill({ storedMonths = 1, prices = priceTable } = {}) {
      const used = [...counts].flatMap(([line, ofLine]) =>
        [...ofLine].map(([resource, quantity]) => ({ line, resource, quantity })),
      );
      const kept = storages.map(({ line, resource, bytes }) => {
        const quantity = Math.ceil(bytes() * storedMonths);
        return { line, resource, quantity };
      });
      return billFor([...used, ...kept], prices);
    },
  };
}

function billFor(
  quantities: readonly { line: Line; resource: string; quantity: number }[],
  { prices }: PriceTable,
): Bill {
  const lines = quantities.map(({ line, resource, quantity }) => {
    const { unit, nanoDollars, per } = prices[line];
    const cost = (2n * BigInt(quantity) * nanoDollars + per) / (2n * per);
    return { line, resource, quantity, unit, nanoDollars: cost };
  });
  return { lines, nanoDollars: lines.reduce((sum, line) => sum + line.nanoDollars, 0n) };
}

const nanos = 1_000_000_000n;

/** US$ as exact decimal text: "0.000687500". */
export const dollars = (nanoDollars: bigint): string => {
  const size = nanoDollars < 0n ? -nanoDollars : nanoDollars;
  const text = `${size / nanos}.${String(size % nanos).padStart(9, '0')}`;
  return nanoDollars < 0n ? `-${text}` : text;
};
