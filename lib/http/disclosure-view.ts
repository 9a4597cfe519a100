import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import * as z from 'zod';
import { type AmendmentDue, amendmentDueSchema } from '../cases/amendment-due.ts';
import { type Disclosure, disclosureSchema, stillTells } from '../disclosures/disclosure.ts';
import { narrativeWarningSchema } from './decision-view.ts';

const linksSchema = z.strictObject({
  self: z.string(),
  package: z.string(),
  pdf: z.string(),
  xml: z.string(),
  csv: z.string(),
});

/** A disclosure as analysts and approvers see it. */
export const disclosureViewSchema = z
  .strictObject({
    disclosure: disclosureSchema,
    /** Its package left, or is about to, and says what is so no longer. */
    amendmentDue: amendmentDueSchema.optional(),
    /** What stands in its texts that should not leave without a thought; not in a list. */
    narrativeWarnings: z.array(narrativeWarningSchema).optional(),
    links: linksSchema,
  })
  .meta({ id: 'DisclosureView' });

/**
 * @param due is told only of what left and still counts: anything else is still to be decided on, was
 *   amended or was called back.
 */
export const disclosureView = (
  disclosure: Disclosure,
  due: AmendmentDue | undefined,
): z.infer<typeof disclosureViewSchema> => ({
  disclosure,
  ...(due && stillTells(disclosure) && { amendmentDue: due }),
  links: linksUnder(`/v1/disclosures/${disclosure.disclosureId}`),
});

const linksUnder = (self: string) => ({
  self,
  package: `${self}/package.json`,
  pdf: `${self}/package.pdf`,
  xml: `${self}/package.xml`,
  csv: `${self}/package.csv`,
});

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
