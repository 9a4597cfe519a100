import { canonicalJson } from '../canonical-json.ts';
import { DomainError } from '../errors.ts';
import { digest, type RecipientId, type UserId } from '../identifiers.ts';
import type { FiledInformation, InformationRecord } from './information-record.ts';
import type { InformationRecords } from './information-records.ts';

/**
 * Keeps what an agency files. Whether we know of anybody in it is found out later, elsewhere, and never
 * told: the answer is the same, and takes the same work, whatever exists.
 *
 * @param requestKey digest of the Idempotency-Key and of who sent it: repeats find their first record.
 * @throws DomainError idempotency-key-reused when the key came with another record.
 */
export async function fileInformation(
  { information, now }: { information: Pick<InformationRecords, 'file'>; now: () => string },
  {
    agency,
    user,
    filed,
    requestKey,
  }: { agency: RecipientId; user: UserId; filed: FiledInformation; requestKey: string },
): Promise<InformationRecord> {
  const recordId = `record-${digest(JSON.stringify([agency, requestKey])).slice(0, 16)}`;
  const record = { recordId, agency, filedBy: user, receivedAt: now(), ...filed };
  const standing = await information.file(record);
  // It may have been taken back since.
  const { withdrawn: _, ...asFiled } = standing;
  const same = canonicalJson({ ...asFiled, receivedAt: '' });
  if (same !== canonicalJson({ ...record, receivedAt: '' })) {
    throw new DomainError('idempotency-key-reused', recordId);
  }
  return standing;
}
