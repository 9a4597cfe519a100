import type { Api } from './api.ts';
import { type BatchFile, maxInlineBytes } from './batch-file.ts';
import { type BatchView, readBatchView } from './batch-view.ts';
import { exitCodes } from './exit-codes.ts';
import { Failure, Refusal } from './failure.ts';
import { readBatch } from './watch-batch.ts';

/**
 * Hands a file to the API: in one request when it is small, packed and unpacked, else as an upload. The key makes it safe
 * to run the same command again; unless told otherwise it is the digest of the file, so the same
 * bytes are the same batch.
 */
export async function submitFile(api: Api, file: BatchFile, key = file.sha256): Promise<BatchView> {
  if (file.content.size > maxInlineBytes) return sendAsUpload(api, file, key);
  try {
    return await sendInline(api, file, key);
  } catch (failure) {
    // A small file may unfold into more than one request may hold; nothing of it was taken.
    if (!isTooLarge(failure) || file.contentType === 'application/json') throw failure;
    return sendAsUpload(api, file, key);
  }
}

const isTooLarge = (failure: unknown): boolean =>
  failure instanceof Refusal && failure.problem.type === '/problems/body-too-large';

async function sendInline(api: Api, file: BatchFile, key: string): Promise<BatchView> {
  const answer = await api.post('v1/batches', await file.content.arrayBuffer(), {
    'content-type': file.contentType,
    'idempotency-key': key,
    ...(file.contentEncoding && { 'content-encoding': file.contentEncoding }),
  });
  return readBatchView(answer);
}

async function sendAsUpload(api: Api, file: BatchFile, key: string): Promise<BatchView> {
  const request = {
    contentType: file.contentType,
    ...(file.contentEncoding && { contentEncoding: file.contentEncoding }),
    sizeBytes: file.content.size,
    sha256: file.sha256,
  };
  const answer = await api.post('v1/uploads', JSON.stringify(request), {
    'content-type': 'application/json',
    'idempotency-key': key,
  });
  const { batchId, url, headers } = readPermit(answer);
  await api.put(url, file.content, headers);
  return readBatch(api, batchId);
}

/** Where to put the bytes, and the headers that are part of the leave. */
function readPermit(answer: unknown) {
  const { batchId, url, headers } = (answer ?? {}) as {
    batchId?: unknown;
    url?: unknown;
    headers?: unknown;
  };
  if (typeof batchId !== 'string' || typeof url !== 'string') {
    throw new Failure(exitCodes.refused, 'The API gave no address to upload to');
  }
  return { batchId, url, headers: (headers ?? {}) as Record<string, string> };
}
