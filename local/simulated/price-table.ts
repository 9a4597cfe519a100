/** What is counted: each line has a unit of its own and a price. */
export type Line =
  | 'dynamodb-read'
  | 'dynamodb-write'
  | 'dynamodb-storage'
  | 's3-put'
  | 's3-get'
  | 's3-storage'
  | 's3-glacier-instant-storage'
  | 'sqs-standard'
  | 'sqs-fifo'
  | 'lambda-requests'
  | 'lambda-compute';

/** A price of so many of a unit. */
type Price = {
  /** What one of the quantity is. */
  readonly unit: string;
  /** US$ in 10⁻⁹. */
  readonly nanoDollars: bigint;
  /** For how many of the unit. */
  readonly per: bigint;
};

export type PriceTable = {
  readonly region: string;
  /** When the prices were written down, ISO date. */
  readonly asOf: string;
  readonly prices: Readonly<Record<Line, Price>>;
};

const dollar = 1_000_000_000n;
const million = 1_000_000n;
const gibibyte = 1_073_741_824n;

/**
 * List prices on demand, without any free tier, discount or tax. They were written down from memory
 * of the public price lists and must be checked there before anything is decided by them.
 *
 * - DynamoDB: Standard table class, on demand, as lowered in November 2024. A read is counted in
 *   halves of a request unit, which is what an eventually consistent read of 4 KB takes.
 * - S3: Standard, first 50 TB; "put" is PUT, COPY, POST and LIST, "get" is GET and all other requests.
 * - SQS: the first tier, each 64 KB of a request counted as one.
 * - Lambda: arm64, first tier.
 */
export const priceTable: PriceTable = {
  region: 'ca-central-1',
  asOf: '2026-11-25',
  prices: {
    'dynamodb-read': {
      unit: 'half read request unit',
      nanoDollars: (dollar * 1375n) / 10_000n,
      per: 2n * million,
    },
    'dynamodb-write': {
      unit: 'write request unit',
      nanoDollars: (dollar * 6875n) / 10_000n,
      per: million,
    },
    'dynamodb-storage': {
      unit: 'byte-month',
      nanoDollars: (dollar * 275n) / 1000n,
      per: gibibyte,
    },
    's3-put': { unit: 'request', nanoDollars: (dollar * 55n) / 10_000n, per: 1000n },
    's3-get': { unit: 'request', nanoDollars: (dollar * 44n) / 100_000n, per: 1000n },
    's3-storage': { unit: 'byte-month', nanoDollars: (dollar * 25n) / 1000n, per: gibibyte },
    's3-glacier-instant-storage': {
      unit: 'byte-month',
      nanoDollars: (dollar * 5n) / 1000n,
      per: gibibyte,
    },
    'sqs-standard': { unit: 'request', nanoDollars: (dollar * 4n) / 10n, per: million },
    'sqs-fifo': { unit: 'request', nanoDollars: (dollar * 5n) / 10n, per: million },
    'lambda-requests': { unit: 'request', nanoDollars: (dollar * 2n) / 10n, per: million },
    'lambda-compute': {
      unit: 'megabyte-millisecond',
      // US$0.0000133334 for each GB-second, a GB being 1,024 MB.
      nanoDollars: 133_334n,
      per: 10n * 1024n * 1000n,
    },
  },
};
