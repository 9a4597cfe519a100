import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import * as z from 'zod';
import { type Evaluation, evaluationSchema } from '../indicators/match.ts';
import { evaluationKey } from './keys.ts';

/** DynamoDB takes 400 KB in one item; this leaves room for the keys. */
const maxBytes = 390_000;

const evaluationItemSchema = z.object({
  ledgerVersion: z.int(),
  rulebook: z.int(),
  packed: z.instanceof(Uint8Array),
});

/**
 * An evaluation as the cases table holds it: compressed JSON. The entries that matches name repeat
 * themselves, so that it shrinks to about a twentieth.
 *
 * @throws RangeError when it does not fit into one item, which takes some 100,000 named entries.
 */
export function evaluationItem(evaluation: Evaluation) {
  const packed = brotliCompressSync(JSON.stringify(evaluation), {
    params: { [constants.BROTLI_PARAM_QUALITY]: 5 },
  });
  if (packed.length > maxBytes) {
    throw new RangeError(`evaluation of ${evaluation.subject}: ${packed.length} bytes`);
  }
  const { ledgerVersion, rulebook } = evaluation;
  return { ...evaluationKey(evaluation.subject), ledgerVersion, rulebook, packed };
}

export function evaluationOf(item: Record<string, unknown>): Evaluation {
  const { packed } = evaluationItemSchema.parse(item);
  return evaluationSchema.parse(JSON.parse(brotliDecompressSync(packed).toString('utf8')));
}
