import { DomainError } from '../errors.ts';
import type { RecipientId, UserId } from '../identifiers.ts';
import type { InformationRecord } from './information-record.ts';
import type { InformationRecords } from './information-records.ts';

/**
 * Takes back a record that an agency filed: from then on it is compared with nothing, and cases that it
 * raised go back to where they were in the queue. What was filed is kept, for as long as the law asks. Repeated, the first
 * withdrawal stands.
 *
 * @throws DomainError information-record-not-found, also for one of another agency.
 */
export async function withdrawInformation(
  {
    information,
    now,
  }: { information: Pick<InformationRecords, 'get' | 'withdraw'>; now: () => string },
  {
    agency,
    user,
    recordId,
    reason,
  }: { agency: RecipientId; user: UserId; recordId: string; reason: string },
): Promise<InformationRecord> {
  const record = await information.get({ agency, recordId });
  if (!record) throw new DomainError('information-record-not-found', recordId);
  if (record.withdrawn) return record;
  return information.withdraw({ ...record, withdrawn: { at: now(), by: user, reason } });
}
