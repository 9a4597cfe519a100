import type { Disclosure } from '../../lib/disclosures/disclosure.ts';
import type { RunningStack } from '../stack.ts';
import { colleague } from './colleague.ts';

export type Amended = Pick<Disclosure, 'disclosureId' | 'caseId' | 'recipient'>;

const grounds =
  'Demonstration on synthetic data. One report was withdrawn by the institution that had sent it. What remains, read anew with its evidence, still gives reasonable grounds to suspect that this would be relevant to an investigation.';

/**
 * Each package that says what is so no longer gets an amendment: whoever holds the case writes it, a
 * second person approves it, and it leaves.
 *
 * @returns the packages that were amended.
 * @throws Error when none was due for amendment.
 */
export async function amendPackages(stack: RunningStack): Promise<Amended[]> {
  const lead = await colleague(stack, 'team-lead');
  const approver = await colleague(stack, 'approver');
  const due = await lead.get<{ disclosures: { disclosure: Disclosure }[] }>(
    '/v1/disclosures?amendmentDue=true&limit=50',
  );
  const disclosures = due.disclosures.map(({ disclosure }) => disclosure);
  if (disclosures.length === 0) throw new Error('no package is due for amendment');
  for (const { disclosureId } of disclosures) {
    const amendment = await lead.post<{ disclosures: Amended[] }>(
      `/v1/disclosures/${disclosureId}/amend`,
      { grounds },
    );
    for (const submitted of amendment.disclosures) {
      const path = `/v1/disclosures/${submitted.disclosureId}/approve`;
      await approver.post(path, { reason: 'Read with what became of the first; agreed.' });
    }
  }
  await stack.idle();
  return disclosures.sort((a, b) => a.recipient.localeCompare(b.recipient));
}
