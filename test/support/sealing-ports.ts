import { createPrivateKey } from 'node:crypto';
import { encrypt } from '../../lib/sealing/encrypt.ts';
import { recipientKeysFile } from '../../lib/sealing/recipient-keys-file.ts';
import type { Renderer } from '../../lib/sealing/unsealed-package.ts';
import { keySigner } from '../../lib/signing/key-signer.ts';
import { demonstrationKey } from '../../local/demo/demonstration-key.ts';

/** The frozen bytes alone: what is sealed does not depend on how many forms there are. */
const plainRenderer: Renderer = {
  version: 1,
  render: async (bytes) => [{ name: 'package.json', mediaType: 'application/json', bytes }],
};

export const testSigner = keySigner(
  createPrivateKey({ key: demonstrationKey('CA-SIGNER'), format: 'jwk' }),
);

/** Opens what was encrypted to a recipient by these ports. */
export const privateKeyOf = demonstrationKey;

/** What signs and encrypts packages in tests, by the keys of demonstrations. */
export const sealingPorts = () => ({
  signer: testSigner,
  renderer: plainRenderer,
  encrypt,
  sealedLinks: {
    linkTo: async (disclosureId: string, file: string) =>
      `https://packages.example/${disclosureId}/${file}`,
  },
  recipientKeys: recipientKeysFile('rules/routing', { acceptSynthetic: true }),
});
