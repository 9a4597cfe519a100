import * as z from 'zod';
import type { DisclosureId } from '../identifiers.ts';

/** When a package that never left was destroyed, and by which act of retention in the audit log. */
export const packageDestructionSchema = z.strictObject({
  /** RFC 3339 UTC. */
  at: z.iso.datetime(),
  /** The id of its leaf: the batch whose reports went, and the record of what went with it. */
  record: z.string().min(1),
});
export type PackageDestruction = z.infer<typeof packageDestructionSchema>;

/** The port to frozen packages. Bytes that were kept once never change. */
export type Packages = {
  /** Keeps the bytes unless there are some already. Returns those that stand. */
  keep(disclosureId: DisclosureId, bytes: Uint8Array): Promise<Uint8Array>;
  get(disclosureId: DisclosureId): Promise<Uint8Array | undefined>;
  /** What became of bytes that are gone; undefined where nobody destroyed any. */
  destruction(disclosureId: DisclosureId): Promise<PackageDestruction | undefined>;
};
