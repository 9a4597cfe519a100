import * as z from 'zod';
import { leafKinds } from '../audit/leaf.ts';
import { cursorSchema } from './cursor.ts';

const place = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const id = z.string().min(1).max(160);
const instant = z.iso.datetime({ offset: true });

export const auditRequestSchema = z.object({
  queryStringParameters: z
    .object({
      kind: z.enum(leafKinds).optional(),
      actor: id.optional(),
      about: id.optional(),
      from: instant.optional(),
      until: instant.optional(),
      limit: z.coerce.number().int().min(1).max(100).default(50),
      cursor: cursorSchema(z.strictObject({ before: z.int().min(0) })).optional(),
    })
    .prefault({}),
});

/** A leaf, by one of its names, or two sizes of the log. */
const proofQuerySchema = z.union([
  z.strictObject({ id, size: place.optional() }),
  z.strictObject({ index: place, size: place.optional() }),
  z.strictObject({ first: place, second: place.optional() }),
]);
export type AuditProofQuery = z.infer<typeof proofQuerySchema>;
export const auditProofRequestSchema = z.object({ queryStringParameters: proofQuerySchema });

export const auditCheckpointRequestSchema = z.object({
  queryStringParameters: z.object({ size: place.optional() }).prefault({}),
});
