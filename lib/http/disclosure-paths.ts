import * as z from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { disclosureStatuses } from '../disclosures/disclosure.ts';
import { disclosurePackageSchema } from '../disclosures/package.ts';
import { disclosureIdSchema } from '../identifiers.ts';
import { aftermathPaths } from './aftermath-paths.ts';
import { decisionPaths } from './decision-paths.ts';
import { receiptBodySchema } from './decision-requests.ts';
import { deliveryViewSchema } from './delivery-view.ts';
import { disclosureViewSchema } from './disclosure-view.ts';
import { answer, guarded, problem } from './operation.ts';
import { recipientPaths } from './recipient-paths.ts';

const readers = ['analyst', 'approver'] as const;
const recipient = ['recipient'] as const;
const path = z.object({ disclosureId: disclosureIdSchema });
const limit = z.int().min(1).max(50).default(20);
const cursor = z.string().optional().meta({ description: '`next` of the page before' });
const next = z.string().optional().meta({ description: 'Absent on the last page' });

const disclosurePage = z.strictObject({ disclosures: z.array(disclosureViewSchema), next });
const outboxPage = z.strictObject({ deliveries: z.array(deliveryViewSchema), next });
const confirmedSchema = z.strictObject({
  disclosureId: disclosureIdSchema,
  packageDigest: z.string(),
  receivedAt: z.iso.datetime({ offset: true }),
});

const frozenPackage = {
  ...answer('The very bytes that were frozen: canonical JSON', disclosurePackageSchema),
  headers: z.object({
    etag: z.string().meta({ description: 'SHA-256 of the bytes, hexadecimal, in quotes' }),
    'repr-digest': z.string().meta({ description: 'The same as RFC 9530 writes it' }),
    'request-id': z.string(),
  }),
};
const sealedPackage = {
  description: 'The JWE',
  content: { 'application/jose': { schema: z.string() } },
  headers: frozenPackage.headers,
};
const packageProblems = {
  '404': problem('disclosure-not-found'),
  '409': problem('package-altered'),
};

const ownPackageProblems = {
  ...packageProblems,
  '410': problem('package-destroyed: it never left, and its reports may be kept no longer'),
};

/** A form of a package, made from the frozen bytes at each request and always the same. */
function renderingPath(form: string, mediaType: string, summary: string) {
  return {
    get: guarded(readers, {
      operationId: `readPackageAs${form}`,
      tags: ['Disclosures'],
      summary: `Read the package: ${summary}`,
      description: 'The same bytes leave with the package. Answered with gzip to whoever takes it.',
      requestParams: { path },
      responses: {
        '200': {
          description: 'The whole file',
          content: { [mediaType]: { schema: z.string() } },
          headers: z.object({
            etag: z.string().meta({ description: 'SHA-256 of the file, hexadecimal, in quotes' }),
            'request-id': z.string(),
          }),
        },
        ...ownPackageProblems,
        '422': problem('rendering-too-large: read package.json, or ask for gzip'),
      },
    }),
  };
}

/** The routes of human decisions, of disclosures, and of recipients. */
export const disclosurePaths: ZodOpenApiPathsObject = {
  ...decisionPaths,
  ...aftermathPaths,
  ...recipientPaths,
  '/v1/disclosures': {
    get: guarded(readers, {
      operationId: 'listDisclosures',
      tags: ['Disclosures'],
      summary: 'List disclosures of one status, or those to be amended, the newest first',
      description:
        'A package that left never changes. When reports that it rests on are changed or withdrawn, or a match that it states no longer holds, its disclosure is marked as due for amendment; the mark goes away when the facts are again what they were.',
      requestParams: {
        query: z.object({
          status: z.enum(disclosureStatuses).optional().meta({
            description: 'Where it is left out: submitted, or with amendmentDue any that left',
          }),
          amendmentDue: z
            .literal('true')
            .optional()
            .meta({ description: 'Only those to be amended' }),
          limit,
          cursor,
        }),
      },
      responses: { '200': answer('A page of disclosures', disclosurePage) },
    }),
  },
  '/v1/disclosures/{disclosureId}': {
    get: guarded(readers, {
      operationId: 'readDisclosure',
      tags: ['Disclosures'],
      summary: 'See one disclosure: recipient, legal basis, people, status',
      requestParams: { path },
      responses: {
        '200': answer('The disclosure', disclosureViewSchema),
        '404': problem('disclosure-not-found'),
      },
    }),
  },
  '/v1/disclosures/{disclosureId}/package.json': {
    get: guarded(readers, {
      operationId: 'readPackage',
      tags: ['Disclosures'],
      summary: 'Read the package as it will leave, or left',
      requestParams: { path },
      responses: { '200': frozenPackage, ...ownPackageProblems },
    }),
  },
  '/v1/disclosures/{disclosureId}/package.pdf': renderingPath(
    'Pdf',
    'application/pdf',
    'to read and print, in the recipient’s language',
  ),
  '/v1/disclosures/{disclosureId}/package.xml': renderingPath(
    'Xml',
    'application/xml',
    'in the manner of goAML',
  ),
  '/v1/disclosures/{disclosureId}/package.csv': renderingPath(
    'Csv',
    'text/csv',
    'a table of its transactions',
  ),
  '/v1/outbox': {
    get: guarded(recipient, {
      operationId: 'listOutbox',
      tags: ['Outbox'],
      summary: 'List the packages that wait for your agency',
      requestParams: { query: z.object({ limit, cursor }) },
      responses: { '200': answer('A page of deliveries', outboxPage) },
    }),
  },
  '/v1/outbox/{disclosureId}': {
    get: guarded(recipient, {
      operationId: 'readDelivery',
      tags: ['Outbox'],
      summary: 'See one delivery',
      requestParams: { path },
      responses: {
        '200': answer('The delivery', deliveryViewSchema),
        '404': problem('disclosure-not-found: also for another agency’s'),
      },
    }),
  },
  '/v1/outbox/{disclosureId}/package.json': {
    get: guarded(recipient, {
      operationId: 'receivePackage',
      tags: ['Outbox'],
      summary: 'Receive the package',
      description: 'May be repeated.',
      requestParams: { path },
      responses: {
        '200': frozenPackage,
        ...packageProblems,
        '410': problem('disclosure-recalled: it was called back'),
      },
    }),
  },
  '/v1/outbox/{disclosureId}/package.zip.jwe': {
    get: guarded(recipient, {
      operationId: 'receiveSealedPackage',
      tags: ['Outbox'],
      summary: 'Receive every form of the package, signed, and encrypted to your key',
      description:
        'A JWE in compact form (RFC 7516). Inside is a zip with the forms of the package, a manifest of their digests, and the signature over it; `npx moneytrail package verify` checks all of it. May be repeated: the bytes stay the same.',
      requestParams: { path },
      responses: {
        '200': sealedPackage,
        '307': {
          description: 'It is large: fetch it from there, within five minutes and without a token',
          headers: z.object({ location: z.string() }),
        },
        ...packageProblems,
        '410': problem('disclosure-recalled: it was called back'),
      },
    }),
  },
  '/v1/outbox/{disclosureId}/receipt': {
    post: guarded(recipient, {
      operationId: 'confirmReceipt',
      tags: ['Outbox'],
      summary: 'Confirm that you hold the very bytes that were sent',
      requestParams: { path },
      requestBody: {
        required: true,
        content: { 'application/json': { schema: receiptBodySchema } },
      },
      responses: {
        '200': answer('The receipt, also for a repetition', confirmedSchema),
        '404': problem('disclosure-not-found: also for another agency’s'),
        '422': problem('digest-mismatch'),
      },
    }),
  },
};
