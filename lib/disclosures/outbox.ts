import * as z from 'zod';
import type { Page } from '../cases/cases.ts';
import {
  type DisclosureId,
  disclosureIdSchema,
  type RecipientId,
  recipientIdSchema,
} from '../identifiers.ts';
import { sealSchema } from '../sealing/seal.ts';

/** What a recipient finds waiting. It names no author, no case and no other recipient. */
export const deliverySchema = z
  .strictObject({
    disclosureId: disclosureIdSchema,
    recipient: recipientIdSchema,
    language: z.enum(['en', 'fr']),
    /** The paragraph of the Act: "55(3)(a)". */
    legalBasis: z.string(),
    /** SHA-256 of the package's bytes, lower-case hexadecimal. */
    packageDigest: z.string(),
    packageBytes: z.int(),
    seal: sealSchema,
    dispatchedAt: z.iso.datetime({ offset: true }),
    /** When its contents were fetched first; absent until then. */
    fetchedAt: z.iso.datetime({ offset: true }).optional(),
  })
  .meta({ id: 'Delivery' });
export type Delivery = z.infer<typeof deliverySchema>;

/** The port to recipients' outboxes. Nothing can be asked for without saying whose it is. */
export type Outboxes = {
  /** Puts a delivery unless it is there already. Returns the one that stands. */
  put(delivery: Delivery): Promise<Delivery>;
  get(recipient: RecipientId, disclosureId: DisclosureId): Promise<Delivery | undefined>;
  /** Notes that the contents were fetched, the first time only. */
  markFetched(recipient: RecipientId, disclosureId: DisclosureId, at: string): Promise<void>;
  list(recipient: RecipientId, query: { cursor?: string; limit: number }): Promise<Page<Delivery>>;
};
