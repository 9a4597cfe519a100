import * as z from 'zod';
import { partsOf } from '../reports/part-uploads.ts';
import { maxUploadBytes } from '../reports/request-upload.ts';

/** Of one request, so that its answer stays small; further ones are asked for when they are needed. */
const maxPartsAsked = 100;

export const partsRequestSchema = z
  .strictObject({
    parts: z
      .array(
        z.strictObject({
          partNumber: z.int().min(1).max(partsOf(maxUploadBytes)),
          /** Lower-case hexadecimal, of the bytes of the part: the store then checks them. */
          sha256: z.string().regex(/^[0-9a-f]{64}$/),
        }),
      )
      .min(1)
      .max(maxPartsAsked),
  })
  .meta({ id: 'PartsRequest' });

/** An id that is not one of ours is answered as unknown, like one of somebody else. */
export const uploadPathSchema = z.object({
  pathParameters: z.object({ batchId: z.string().max(100) }),
});
