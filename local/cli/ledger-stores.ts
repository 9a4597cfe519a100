import { env } from 'node:process';
import { Option } from 'commander';
import type { RebuildPorts } from '../../lib/reports/rebuild/rebuild-ledgers.ts';
import { readAddresses } from '../published-addresses.ts';
import { usage } from './failure.ts';
import { plainText } from './plain-text.ts';

const variables = [
  'REPORTS_TABLE',
  'LEDGER_TABLE',
  'INBOX_BUCKET',
  'LEDGER_BUCKET',
  'EVALUATION_QUEUE_URL',
] as const;

/** The same names and places as the outputs of a deployed stack have, or the local stack's. */
export const dataDirectoryOption = new Option(
  '--data-directory <directory>',
  'of the stack that runs on this machine',
).default('.data');

/**
 * What a rebuild works on: the stack that runs on a data directory; or, with these variables set, a
 * deployed one with the AWS credentials of the environment.
 *
 * @throws Failure when neither is there, or a variable is missing.
 */
export async function openStores(dataDirectory: string): Promise<RebuildPorts> {
  const deployed = variables.some((name) => env[name] !== undefined);
  const addresses = deployed ? undefined : readAddresses(dataDirectory);
  if (!deployed && !addresses) {
    throw usage(
      `No stack runs on ${plainText(dataDirectory)}. For a deployed one set ${variables.join(', ')}.`,
    );
  }
  const named = (name: (typeof variables)[number]) => {
    const value = addresses ? addresses.stores[name] : env[name];
    if (!value) throw usage(`${name} is not set`);
    return value;
  };
  const stores = {
    REPORTS_TABLE: named('REPORTS_TABLE'),
    LEDGER_TABLE: named('LEDGER_TABLE'),
    INBOX_BUCKET: named('INBOX_BUCKET'),
    LEDGER_BUCKET: named('LEDGER_BUCKET'),
    EVALUATION_QUEUE_URL: named('EVALUATION_QUEUE_URL'),
  };
  // Loaded only by who needs them: they take longer than most commands.
  const { connectTo } = await import('./store-clients.ts');
  return connectTo(stores, addresses);
}
