import { canonicalJson } from '../canonical-json.ts';
import { DomainError } from '../errors.ts';
import { digest, type RecipientId, type UserId } from '../identifiers.ts';
import type { FilingAllowances } from './filing-allowances.ts';
import type { FiledInformation, InformationRecord } from './information-record.ts';
import type { InformationRecords } from './information-records.ts';

export type FilingPorts = {
  information: Pick<InformationRecords, 'get' | 'file'>;
  allowances: FilingAllowances;
  /** RFC 3339 UTC. */
  now: () => string;
};

/**
 * Keeps what an agency files. Whether we know of anybody in it is found out later, elsewhere, and never
 * told: the answer is the same, and takes the same work, whatever exists. A repetition takes nothing out of
 * the agency's allowance.
 *
 * @param requestKey digest of the Idempotency-Key and of who sent it: repeats find their first record.
 * @throws DomainError idempotency-key-reused when the key came with another record;
 *   too-many-requests, with nothing written, and never for a record that was taken before.
 */
export async function fileInformation(
  { information, allowances, now }: FilingPorts,
  {
    agency,
    user,
    filed,
    requestKey,
  }: { agency: RecipientId; user: UserId; filed: FiledInformation; requestKey: string },
): Promise<InformationRecord> {
  const recordId = `record-${digest(JSON.stringify([agency, requestKey])).slice(0, 16)}`;
  const record = { recordId, agency, filedBy: user, receivedAt: now(), ...filed };
  const earlier = await information.get(record);
  if (!earlier) await allowances.draw(agency);
  // Another request of the same key may have been faster.
  const standing = earlier ?? (await information.file(record));
  if (!isSame(standing, record)) throw new DomainError('idempotency-key-reused', recordId);
  return standing;
}

/** Whether the same was filed; it may have been taken back since. */
function isSame({ withdrawn: _, ...asFiled }: InformationRecord, record: InformationRecord) {
  const same = canonicalJson({ ...asFiled, receivedAt: '' });
  return same === canonicalJson({ ...record, receivedAt: '' });
}
