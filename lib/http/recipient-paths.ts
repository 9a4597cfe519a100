import * as z from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { disclosureIdSchema } from '../identifiers.ts';
import {
  informationBodySchema,
  recordPathSchema,
  withdrawalBodySchema,
} from './information-requests.ts';
import { informationAcceptedSchema, informationSummarySchema } from './information-view.ts';
import { answer, guarded, idempotencyHeader, problem } from './operation.ts';
import { destructionBodySchema, feedbackBodySchema } from './outbox-requests.ts';

const recipient = ['recipient'] as const;
const path = z.object({ disclosureId: disclosureIdSchema });
const instant = z.iso.datetime({ offset: true });
const notYours = problem('disclosure-not-found: also for another agency’s');
const body = (schema: z.ZodType) => ({
  required: true,
  content: { 'application/json': { schema } },
});

/** What recipients send us. */
export const recipientPaths: ZodOpenApiPathsObject = {
  '/v1/outbox/{disclosureId}/feedback': {
    post: guarded(recipient, {
      operationId: 'giveFeedback',
      tags: ['Outbox'],
      summary: 'Say what became of a package that you hold',
      description:
        'After a receipt, within 90 days of dispatch; again whenever there is more to say, and the latest counts. Which indicators were right flows into statistics that name nobody; comments are for analysts only.',
      requestParams: { path, header: idempotencyHeader },
      requestBody: body(feedbackBodySchema),
      responses: {
        '200': answer(
          'The feedback was kept, also for a repetition',
          z.strictObject({ disclosureId: disclosureIdSchema, givenAt: instant }),
        ),
        '404': notYours,
        '409': problem('receipt-missing'),
        '422': problem('idempotency-key-reused'),
      },
    }),
  },
  '/v1/outbox/{disclosureId}/recall-receipt': {
    post: guarded(recipient, {
      operationId: 'confirmDestruction',
      tags: ['Outbox'],
      summary: 'Confirm that you have destroyed a package that was called back',
      requestParams: { path },
      requestBody: body(destructionBodySchema),
      responses: {
        '200': answer(
          'The confirmation, also for a repetition',
          z.strictObject({ disclosureId: disclosureIdSchema, destroyedAt: instant }),
        ),
        '404': notYours,
        '409': problem('disclosure-not-in-that-state: it was not called back'),
      },
    }),
  },
  '/v1/information-records': {
    post: guarded(recipient, {
      operationId: 'fileInformation',
      tags: ['Information records'],
      summary: 'File a voluntary information record',
      description:
        'Tell whom you investigate and for what. The answer never says whether anything is known: it follows from the record alone, and tells what each of its identifiers is compared with. A package may follow, or nothing.',
      requestParams: { header: idempotencyHeader },
      requestBody: body(informationBodySchema),
      responses: {
        '202': answer('The record is kept', informationAcceptedSchema),
        '400': problem('invalid-request, with each field that does not fit'),
        '422': problem('idempotency-key-reused'),
        '429': {
          ...problem('too-many-requests: more than your agency may file; nothing was written'),
          headers: z.object({
            'retry-after': z
              .string()
              .meta({ description: 'In how many whole seconds to ask again' }),
            'request-id': z.string(),
          }),
        },
      },
    }),
    get: guarded(recipient, {
      operationId: 'listInformation',
      tags: ['Information records'],
      summary: 'List the records that your agency has filed',
      requestParams: {
        query: z.object({
          limit: z.int().min(1).max(50).default(20),
          cursor: z.string().optional().meta({ description: '`next` of the page before' }),
        }),
      },
      responses: {
        '200': answer(
          'A page of them: that they are kept, and nothing of what they met',
          z.strictObject({
            records: z.array(informationSummarySchema),
            next: z.string().optional().meta({ description: 'Absent on the last page' }),
          }),
        ),
      },
    }),
  },
  '/v1/information-records/{recordId}/withdraw': {
    post: guarded(recipient, {
      operationId: 'withdrawInformation',
      tags: ['Information records'],
      summary: 'Take back a record that should not have been filed',
      description:
        'From then on it is compared with nothing, and whatever it led to is undone as far as nobody has acted on it. It is kept, with the reason, for as long as the law asks. Repeated, the first withdrawal stands.',
      requestParams: { path: recordPathSchema },
      requestBody: body(withdrawalBodySchema),
      responses: {
        '200': answer('The record, taken back', informationSummarySchema),
        '404': problem('information-record-not-found: also for another agency’s'),
      },
    }),
  },
};
