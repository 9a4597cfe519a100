import type { Encrypt } from '../../../lib/sealing/encrypt.ts';
import type { RecipientKeys } from '../../../lib/sealing/recipient-keys.ts';
import type { SealedPackageLinks } from '../../../lib/sealing/sealed-packages.ts';
import type { Renderer } from '../../../lib/sealing/unsealed-package.ts';

/*
 * What makes the forms of a package and encrypts it, without the work: it takes time, is done by other
 * threads, whose order nobody chooses, and decides nothing in a history. Signing is in earnest.
 */

const renderer: Renderer = {
  version: 1,
  render: async (bytes) => [{ name: 'package.json', mediaType: 'application/json', bytes }],
};

const encrypt: Encrypt = async (zip, { kid }) => Buffer.concat([Buffer.from(`to ${kid}\n`), zip]);

/** Some recipients have no key in the first quarter of each hour, which is when histories begin. */
const recipientKeys = (now: () => string): RecipientKeys => ({
  async keyOn(recipient) {
    const isWithout = recipient.length % 3 === 0 && new Date(now()).getUTCMinutes() < 15;
    if (isWithout) return undefined;
    return {
      recipient,
      kid: `key-of-${recipient}`,
      jwk: { kty: 'EC', crv: 'P-256', x: '', y: '' },
      validFrom: '2026-01-01',
      validTo: '2035-12-31',
    };
  },
});

/** @param now RFC 3339 UTC. */
export const simulatedSealing = (now: () => string) => ({
  renderer,
  encrypt,
  recipientKeys: recipientKeys(now),
});

/** A link is a signature of its own. */
export const simulatedLinks: SealedPackageLinks = {
  linkTo: async (disclosureId, file) => `https://packages.example/${disclosureId}/${file}`,
};
