import { batchIdSchema, entityNumberSchema } from '../identifiers.ts';

/*
 * Every name of an object in the inbox: ids and digests only. The place of a record is padded, so
 * that names sort as the batch does.
 */

const place = (first: number): string => String(first).padStart(9, '0');

export const bodyName = (entity: string, digest: string) => `batches/${entity}/${digest}`;

export const uploadName = (entity: string, batchId: string) => `uploads/${entity}/${batchId}`;

/** The batch that an upload is for; undefined for a name that is not ours. */
export function batchOfUpload(name: string): { entity: string; batchId: string } | undefined {
  const [folder, entity, batchId, ...more] = name.split('/');
  const known = entityNumberSchema.safeParse(entity);
  const id = batchIdSchema.safeParse(batchId);
  if (folder !== 'uploads' || more.length > 0 || !known.success || !id.success) return undefined;
  return { entity: known.data, batchId: id.data };
}

type Block = { entity: string; batchId: string; first: number };

/** With the digest of its content: another try may find other reports of the block live. */
export const reportsName = ({ entity, batchId, first }: Block, digest: string) =>
  `reports/${entity}/${batchId}/${place(first)}-${digest.slice(0, 16)}.ndjson.zst`;

/** A sealed chunk of the register of reports, named after its content. */
export const registerChunkName = (
  { entity, shelf }: { entity: string; shelf: string },
  digest: string,
) => `register/${entity}/${shelf}/${digest}`;

export const receiptsName = ({ entity, batchId, first }: Block) =>
  `receipts/${entity}/${batchId}/${place(first)}.ndjson.zst`;
