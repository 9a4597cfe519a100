import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Disclosure } from '../../lib/disclosures/disclosure.ts';
import { disclosurePackageSchema } from '../../lib/disclosures/package.ts';
import { renderPdf } from '../../lib/disclosures/render-pdf.ts';
import { digest } from '../../lib/identifiers.ts';
import type { Reachable } from '../stack.ts';
import { colleague } from './colleague.ts';

export type Collected = { caseId: string; recipient: string; name: string; files: string[] };

/**
 * Each recipient looks into its outbox, fetches what waits there, confirms it, and the package is
 * written to `directory` as JSON, byte for byte as it was approved, and as PDF to read.
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
    const files = [`${caseId}-${recipient}.json`, `${caseId}-${recipient}.pdf`];
    const [json = '', pdf = ''] = files.map((file) => join(directory, file));
    await writeFile(json, bytes);
    await writeFile(pdf, await renderPdf(held));
    collected.push({ caseId, recipient, name: held.cover.recipient.name, files: [json, pdf] });
  }
  return collected.sort((a, b) => a.files.join().localeCompare(b.files.join()));
}
