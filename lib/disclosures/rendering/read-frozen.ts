import { digest } from '../../identifiers.ts';
import type { DisclosurePackage } from '../package.ts';
import { parsePackage } from '../parse-package.ts';

/** A frozen package, and the SHA-256 of its very bytes: what every rendering is a function of. */
export type FrozenPackage = { held: DisclosurePackage; packageDigest: string };

/** @throws ZodError when the bytes are no package: only what its schema names is ever rendered. */
export const readFrozen = (bytes: Uint8Array): FrozenPackage => ({
  held: parsePackage(bytes),
  packageDigest: digest(bytes),
});
