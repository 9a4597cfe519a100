import { canonicalJson } from '../canonical-json.ts';
import { type CaseId, type DisclosureId, digest, type RecipientId } from '../identifiers.ts';
import { buildPackage, framePackage, type PackageQuestion } from './build-package.ts';
import { disclosurePackageSchema, type PackageContents } from './package.ts';
import type { Packages } from './packages.ts';

/**
 * Builds a package and keeps its bytes, once. Its name follows from the case, the recipient, the place
 * of the submission among the decisions on the case, and the contents: a submission that crashed half
 * way and is repeated finds its own bytes, and one with other contents never meets them. How often the
 * machine wrote the case in between has no part in it.
 *
 * @param sequence of the submission.
 * @param preparedAt RFC 3339; bytes that stand already keep the moment they were first prepared.
 */
export async function freezePackage(
  ports: { packages: Packages },
  question: PackageQuestion,
  at: { sequence: number; preparedAt: string },
): Promise<{ disclosureId: DisclosureId; bytes: Uint8Array }> {
  return freezeContents(ports, buildPackage(question), {
    ...at,
    caseId: question.assessment.caseId,
    recipient: question.planned.recipient.id,
  });
}

/** The same for contents that are built already. */
export async function freezeContents(
  { packages }: { packages: Packages },
  contents: PackageContents,
  {
    caseId,
    recipient,
    sequence,
    preparedAt,
  }: { caseId: CaseId; recipient: RecipientId; sequence: number; preparedAt: string },
): Promise<{ disclosureId: DisclosureId; bytes: Uint8Array }> {
  const contentsDigest = digest(canonicalJson(contents));
  const name = digest(JSON.stringify([caseId, recipient, sequence, contentsDigest]));
  const disclosureId = `disclosure-${name.slice(0, 16)}`;
  // Parsing refuses any member that is not in the schema: nothing else can have got in.
  const framed = disclosurePackageSchema.parse(
    framePackage(contents, { disclosureId, preparedAt }),
  );
  const bytes = await packages.keep(disclosureId, Buffer.from(canonicalJson(framed)));
  return { disclosureId, bytes };
}
