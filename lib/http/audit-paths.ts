import * as z from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { leafKinds } from '../audit/leaf.ts';
import {
  checkpointViewSchema,
  growthSchema,
  leafListSchema,
  provenLeafSchema,
} from './audit-view.ts';
import { answer, guarded, problem } from './operation.ts';

const roles = ['auditor'] as const;
const tags = ['Audit'];
const id = z.string().max(160);
const instant = z.iso.datetime({ offset: true });
const place = z.int().min(0);

/** The routes by which auditors see who did and who read what, and proofs of it. */
export const auditPaths: ZodOpenApiPathsObject = {
  '/v1/audit': {
    get: guarded(roles, {
      operationId: 'listAuditLeaves',
      tags,
      summary: 'List decisions and reads of personal data, the newest first',
      description:
        'Ids only. A page looks through some 16,000 leaves: with a filter it may hold few or none and still have a `next`. Reading the log is itself a leaf of it.',
      requestParams: {
        query: z.object({
          kind: z.enum(leafKinds).optional(),
          actor: id.optional().meta({ description: 'The `sub` of who did it' }),
          about: id.optional().meta({ description: 'The id of a case, disclosure, subject…' }),
          from: instant.optional(),
          until: instant.optional().meta({ description: 'And before' }),
          limit: z.int().min(1).max(100).default(50),
          cursor: z.string().optional().meta({ description: '`next` of the page before' }),
        }),
      },
      responses: { '200': answer('A page of leaves', leafListSchema) },
    }),
  },
  '/v1/audit/proof': {
    get: guarded(roles, {
      operationId: 'proveAudit',
      tags,
      summary: 'Prove that a leaf is in the log, or that the log only grew',
      description:
        'With `id` or `index`: an inclusion proof against the checkpoint of `size`, by default the newest. With `first` and `second` (by default the newest size): a consistency proof. Both as RFC 9162 has them.',
      requestParams: {
        query: z.object({
          id: id.optional(),
          index: place.optional(),
          size: place.optional(),
          first: place.optional(),
          second: place.optional(),
        }),
      },
      responses: {
        '200': answer('The proof', z.union([provenLeafSchema, growthSchema])),
        '404': problem('leaf-not-found, checkpoint-not-found'),
      },
    }),
  },
  '/v1/audit/checkpoint': {
    get: guarded(roles, {
      operationId: 'readCheckpoint',
      tags,
      summary: 'The newest signed checkpoint, or that of one size',
      description: 'Keep it: a later log must be consistent with it.',
      requestParams: { query: z.object({ size: place.optional() }) },
      responses: {
        '200': answer('The checkpoint', checkpointViewSchema),
        '404': problem('checkpoint-not-found'),
      },
    }),
  },
};
