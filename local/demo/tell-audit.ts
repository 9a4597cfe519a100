import { verifyLog } from '../../lib/audit/verify/verify-log.ts';
import { openBucket } from '../cli/audit-bucket.ts';
import type { RunningStack } from '../stack.ts';
import { colleague } from './colleague.ts';

/** What an auditor finds: that every decision and every read was recorded, and that nothing was changed since. */
export async function tellAudit(stack: RunningStack): Promise<string[]> {
  await stack.idle();
  const bucket = openBucket(stack.dataDirectory);
  const { size = 0, fault } = await verifyLog(bucket, { publicKey: await bucket.publicKey() });
  if (fault) throw new Error(`the audit log does not verify: ${fault.kind}`);
  const auditor = await colleague(stack, 'auditor');
  const { leaves } = await auditor.get<{ leaves: { leaf: Told }[] }>(
    '/v1/audit?kind=decision&limit=3',
  );
  return [
    `   ${size} decisions and reads of personal data, each a leaf of a signed log that verifies.`,
    '   The last decisions:',
    ...leaves.map(({ leaf: { actor, act, about } }) => `     ${actor}: ${act} ${about[0]}`),
  ];
}

type Told = { actor: string; act: string; about: string[] };
