import { canonicalJson } from '../canonical-json.ts';
import { type DisclosureId, digest } from '../identifiers.ts';
import { dayMilliseconds } from '../time.ts';
import type { RetentionPorts } from './retention-ports.ts';

/** For so long a submission that broke off may be repeated, and takes over the bytes that it kept. */
const repeatableDays = 30;

/**
 * Packages of submissions that were given up: their bytes were frozen, and no disclosure names them.
 *
 * @param asOf RFC 3339.
 */
export async function unnamedPackages(
  { packages, cases }: Pick<RetentionPorts, 'packages' | 'cases'>,
  asOf: string,
): Promise<DisclosureId[]> {
  const moment = new Date(Date.parse(asOf) - repeatableDays * dayMilliseconds).toISOString();
  const old = await packages.keptBefore(moment);
  if (old.length === 0) return [];
  // Asked after the list was made: who was named meanwhile is in it.
  const { named } = await cases.packaged();
  return old.filter((disclosureId) => !named.has(disclosureId));
}

/** Destroys them, once the audit log is told. @returns those that went. */
export async function destroyUnnamedPackages(
  ports: RetentionPorts,
  { asOf, actor }: { asOf: string; actor: string },
): Promise<DisclosureId[]> {
  const gone: DisclosureId[] = [];
  for (const disclosureId of await unnamedPackages(ports, asOf)) {
    // A submission may have been repeated after all.
    if (await ports.cases.isNamed(disclosureId)) continue;
    await tellOf(ports, disclosureId, actor);
    await ports.packages.destroy(disclosureId);
    gone.push(disclosureId);
  }
  return gone;
}

async function tellOf(
  { objects, tell, now }: RetentionPorts,
  disclosureId: DisclosureId,
  actor: string,
): Promise<void> {
  const text = canonicalJson({ unnamedPackage: disclosureId });
  const sha256 = digest(text);
  await objects.keep(`destroyed/packages/${disclosureId}/${sha256}.json`, text);
  await tell({
    type: 'retention-acted',
    id: `unnamed/${disclosureId}`,
    at: now(),
    actor,
    act: 'destroy',
    about: [disclosureId],
    digest: sha256,
  });
}
