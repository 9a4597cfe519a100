import type { DisclosureId } from '../identifiers.ts';

/** The port to frozen packages. Bytes that were kept once never change. */
export type Packages = {
  /** Keeps the bytes unless there are some already. Returns those that stand. */
  keep(disclosureId: DisclosureId, bytes: Uint8Array): Promise<Uint8Array>;
  get(disclosureId: DisclosureId): Promise<Uint8Array | undefined>;
};
