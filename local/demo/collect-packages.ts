import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Disclosure } from '../../lib/disclosures/disclosure.ts';
import { disclosurePackageSchema } from '../../lib/disclosures/package.ts';
import { digest } from '../../lib/identifiers.ts';
import type { Reachable } from '../stack.ts';
import { colleague } from './colleague.ts';
import { pdfInside } from './pdf-inside.ts';

export type Collected = {
  caseId: string;
  disclosureId: string;
  recipient: string;
  name: string;
  /** To read, to print, and as it was sent. */
  files: [json: string, pdf: string, jwe: string];
};

/**
 * Each recipient looks into its outbox, fetches what waits there, confirms it, and the package is
 * written to `directory`: as JSON, byte for byte as it was approved; encrypted, as it was sent; and out
 * of that, opened with the recipient's key, the PDF to read.
 */
export async function collectPackages(stack: Reachable, directory: string): Promise<Collected[]> {
  await mkdir(directory, { recursive: true });
  const approver = await colleague(stack, 'approver');
  const { disclosures } = await approver.get<{ disclosures: { disclosure: Disclosure }[] }>(
    '/v1/disclosures?status=dispatched&limit=50',
  );
  const collected: Collected[] = [];
  for (const { disclosure } of disclosures) {
    const { caseId, recipient, disclosureId } = disclosure;
    const agency = await colleague(stack, 'recipient', recipient);
    const bytes = await agency.fetch(`/v1/outbox/${disclosureId}/package.json`);
    await agency.post(`/v1/outbox/${disclosureId}/receipt`, { receivedDigest: digest(bytes) });
    const held = disclosurePackageSchema.parse(JSON.parse(bytes.toString('utf8')));
    const sealed = await agency.fetch(`/v1/outbox/${disclosureId}/package.zip.jwe`);
    const [json, pdf, jwe] = ['json', 'pdf', 'zip.jwe'].map((ending) =>
      join(directory, `${caseId}-${recipient}.${ending}`),
    ) as [string, string, string];
    await writeFile(json, bytes);
    await writeFile(pdf, await pdfInside(sealed, recipient));
    await writeFile(jwe, sealed);
    const { name } = held.cover.recipient;
    collected.push({ caseId, disclosureId, recipient, name, files: [json, pdf, jwe] });
  }
  return collected.sort((a, b) => a.files.join().localeCompare(b.files.join()));
}
