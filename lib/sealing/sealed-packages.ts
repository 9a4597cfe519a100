import type { DisclosureId } from '../identifiers.ts';
import type { RecipientKey } from './recipient-keys.ts';

/** The signed archive, or the same as only the owner of one key can read it. */
export type SealedFile = 'package.zip' | `package.${string}.zip.jwe`;
export const encryptedFile = ({ kid }: Pick<RecipientKey, 'kid'>): SealedFile =>
  `package.${kid}.zip.jwe`;

/** The port to sealed packages. Bytes that were kept once never change. */
export type SealedPackages = {
  get(disclosureId: DisclosureId, file: SealedFile): Promise<Uint8Array | undefined>;
  /** Keeps the bytes unless there are some already. Returns those that stand. */
  keep(disclosureId: DisclosureId, file: SealedFile, bytes: Uint8Array): Promise<Uint8Array>;
};

/** The port to addresses that open one encrypted package for a short while. */
export type SealedPackageLinks = {
  linkTo(disclosureId: DisclosureId, file: SealedFile): Promise<string>;
};
