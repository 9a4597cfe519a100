import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const addressesSchema = z.object({
  region: z.string(),
  endpoints: z.object({ dynamodb: z.url(), sqs: z.url(), s3: z.url(), kms: z.url() }),
  /** May do everything, until the stack stops. */
  rootKey: z.object({ accessKeyId: z.string(), secretAccessKey: z.string() }),
  /** Names of tables, buckets and queues, by the variables in which functions find them. */
  stores: z.record(z.string(), z.string()),
});
export type Addresses = z.infer<typeof addressesSchema>;

const fileIn = (dataDirectory: string) => join(dataDirectory, 'addresses.json');

/** Tells where the services of a running stack are, for commands of the same person's terminal. */
export function publishAddresses(
  dataDirectory: string,
  { region, endpoints, rootKey, stores }: Addresses,
): { remove: () => void } {
  const file = fileIn(dataDirectory);
  // One that was left behind may be open to others: modes are for new files only.
  rmSync(file, { force: true });
  writeFileSync(file, JSON.stringify({ region, endpoints, rootKey, stores }), { mode: 0o600 });
  return { remove: () => rmSync(file, { force: true }) };
}

/** The services of the stack that runs on a data directory, or of one that was killed there. */
export function readAddresses(dataDirectory: string): Addresses | undefined {
  try {
    return addressesSchema.parse(JSON.parse(readFileSync(fileIn(dataDirectory), 'utf8')));
  } catch {
    return undefined;
  }
}
