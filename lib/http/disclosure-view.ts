import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import * as z from 'zod';
import { type AmendmentDue, amendmentDueSchema } from '../cases/amendment-due.ts';
import { type Disclosure, disclosureSchema, hasLeft } from '../disclosures/disclosure.ts';
import { type Delivery, deliverySchema } from '../disclosures/outbox.ts';

const linksSchema = z.strictObject({ self: z.string(), package: z.string() });

/** A disclosure as analysts and approvers see it. */
export const disclosureViewSchema = z
  .strictObject({
    disclosure: disclosureSchema,
    /** Its package left, or is about to, and says what is so no longer. */
    amendmentDue: amendmentDueSchema.optional(),
    links: linksSchema,
  })
  .meta({ id: 'DisclosureView' });

/** @param due is told of what has left only: anything else is still to be decided on. */
export const disclosureView = (
  disclosure: Disclosure,
  due: AmendmentDue | undefined,
): z.infer<typeof disclosureViewSchema> => ({
  disclosure,
  ...(due && hasLeft(disclosure) && { amendmentDue: due }),
  links: linksUnder(`/v1/disclosures/${disclosure.disclosureId}`),
});

/** A delivery as its recipient sees it. */
export const deliveryViewSchema = z
  .strictObject({
    ...deliverySchema.shape,
    /** Absent until a receipt was given. */
    receivedAt: z.iso.datetime({ offset: true }).optional(),
    links: linksSchema,
  })
  .meta({ id: 'DeliveryView' });

export const deliveryView = (
  delivery: Delivery,
  disclosure: Disclosure | undefined,
): z.infer<typeof deliveryViewSchema> => ({
  ...delivery,
  ...(disclosure?.status === 'received' && { receivedAt: disclosure.receivedAt }),
  links: linksUnder(`/v1/outbox/${delivery.disclosureId}`),
});

const linksUnder = (self: string) => ({ self, package: `${self}/package.json` });

/**
 * The very bytes of a package, canonical JSON in UTF-8, with their digest as RFC 9530 writes it.
 *
 * @param packageDigest lower-case hexadecimal SHA-256.
 */
export const packageResponse = (
  bytes: Uint8Array,
  packageDigest: string,
): APIGatewayProxyStructuredResultV2 => ({
  statusCode: 200,
  headers: {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    etag: `"${packageDigest}"`,
    'repr-digest': `sha-256=:${Buffer.from(packageDigest, 'hex').toString('base64')}:`,
  },
  body: Buffer.from(bytes).toString('utf-8'),
});
