import { env } from 'node:process';
import { type RetentionStores, retentionStores } from '../../lib/aws/retention-stores.ts';
import type { RetentionPorts } from '../../lib/retention/retention-ports.ts';
import { readAddresses } from '../published-addresses.ts';
import { usage } from './failure.ts';
import { plainText } from './plain-text.ts';

/**
 * What retention works on: the stack that runs on a data directory; or, with these variables set, a
 * deployed one with the AWS credentials of the environment.
 *
 * @throws Failure when neither is there, or a variable is missing.
 */
export async function openRetention(dataDirectory: string): Promise<RetentionPorts> {
  const deployed = retentionStores.some((name) => env[name] !== undefined);
  const addresses = deployed ? undefined : readAddresses(dataDirectory);
  if (!deployed && !addresses) {
    const names = retentionStores.join(', ');
    throw usage(`No stack runs on ${plainText(dataDirectory)}. For a deployed one set ${names}.`);
  }
  const named = retentionStores.map((name) => {
    const value = addresses ? addresses.stores[name] : env[name];
    if (!value) throw usage(`${name} is not set`);
    return [name, value];
  });
  // Loaded only by who needs them: they take longer than most commands.
  const { connectRetention } = await import('./retention-clients.ts');
  return connectRetention(Object.fromEntries(named) as RetentionStores, addresses);
}
