import { DomainError } from '../errors.ts';
import { openUpload } from './awaited-upload.ts';
import type { Batches, BatchRef } from './batches.ts';
import { type PartPermit, type PartUploads, partSize, partsOf } from './part-uploads.ts';

export type Ports = {
  batches: Pick<Batches, 'get'>;
  parts: Pick<PartUploads, 'permit'>;
  now: () => string;
};

/**
 * Leave to put parts of an upload, in any order and any number of times: a part that is sent again
 * replaces what was there.
 *
 * @param asked the parts by number, each with the SHA-256 that the store will hold it to.
 * @throws DomainError as `openUpload`; part-unknown.
 */
export async function permitParts(
  ports: Ports,
  { ref, asked }: { ref: BatchRef; asked: readonly { partNumber: number; sha256: string }[] },
): Promise<PartPermit[]> {
  const { upload, store } = await openUpload(ports, ref);
  const { sizeBytes } = upload;
  const beyond = asked.find(({ partNumber }) => partNumber > partsOf(sizeBytes));
  if (beyond) throw new DomainError('part-unknown', String(beyond.partNumber));
  return Promise.all(
    asked.map((part) =>
      ports.parts.permit(store, { ...part, sizeBytes: partSize(sizeBytes, part.partNumber) }),
    ),
  );
}
