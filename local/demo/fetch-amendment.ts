import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { disclosurePackageSchema } from '../../lib/disclosures/package.ts';
import type { DeliveryView } from '../../lib/http/delivery-view.ts';
import { digest } from '../../lib/identifiers.ts';
import type { Reachable } from '../stack.ts';
import type { Amended } from './amend-packages.ts';
import { colleague } from './colleague.ts';
import { pdfInside } from './pdf-inside.ts';

export type FetchedAmendment = {
  recipient: string;
  /** To read. */
  pdf: string;
  /** What the amendment says became of the package before it, in the package's language. */
  words: string[];
};

/**
 * A recipient finds in its outbox that a package which it holds was amended, fetches and confirms what
 * takes its place, and the PDF is written to `directory`.
 */
export async function fetchAmendment(
  stack: Reachable,
  { disclosureId, caseId, recipient }: Amended,
  directory: string,
): Promise<FetchedAmendment> {
  const agency = await colleague(stack, 'recipient', recipient);
  const { state, amendedBy } = await agency.get<DeliveryView>(`/v1/outbox/${disclosureId}`);
  if (state !== 'amended') throw new Error(`${disclosureId} of ${recipient} is ${state}`);
  const path = `/v1/outbox/${amendedBy}`;
  const bytes = await agency.fetch(`${path}/package.json`);
  const sealed = await agency.fetch(`${path}/package.zip.jwe`);
  await agency.post(`${path}/receipt`, { receivedDigest: digest(bytes) });
  const { amendment } = disclosurePackageSchema.parse(JSON.parse(bytes.toString('utf8')));
  const pdf = join(directory, `${caseId}-${recipient}-amendment.pdf`);
  await writeFile(pdf, await pdfInside(sealed, recipient));
  return { recipient, pdf, words: amendment?.words ?? [] };
}
