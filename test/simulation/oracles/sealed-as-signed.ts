import { digest } from '../../../lib/identifiers.ts';
import { unzipped } from '../../../lib/sealing/package-zip.ts';
import { encryptedFile, type SealedFile } from '../../../lib/sealing/sealed-packages.ts';
import { verifyZip } from '../../../lib/sealing/verify-package.ts';
import { deliveriesIn } from '../world/recipients.ts';
import type { World } from '../world/world.ts';

/**
 * What was handed out is what was sealed: a signed archive that verifies, holds the frozen package, and
 * is what the encrypted file was made of.
 */
export function sealedAsSigned(world: World): void {
  const objects = world.cloud.objects(world.stores.buckets.packages);
  for (const { disclosureId, packageDigest, seal } of deliveriesIn(world)) {
    const sealed = (file: SealedFile) => objects.get(`sealed/${disclosureId}/${file}`);
    const [zip, jwe] = [sealed('package.zip'), sealed(encryptedFile(seal))];
    if (!(zip && jwe)) {
      world.fail('packages', `${disclosureId} was delivered and is not sealed`);
      continue;
    }
    if (digest(zip) !== seal.zipDigest || digest(jwe) !== seal.sealedDigest) {
      world.fail('packages', `${disclosureId} was sealed otherwise than delivered`);
    }
    const frozen = unzipped(zip).find(({ name }) => name === 'package.json');
    const isWhole =
      verifyZip(zip).faults.length === 0 && Buffer.from(jwe).includes(Buffer.from(zip));
    if (!(isWhole && frozen && digest(frozen.bytes) === packageDigest)) {
      world.fail('packages', `${disclosureId} is not what was signed`);
    }
  }
}
