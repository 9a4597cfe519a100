import type { Api } from './api.ts';
import type { BatchFile } from './batch-file.ts';
import { type BatchView, readBatchView } from './batch-view.ts';
import { Refusal, usage } from './failure.ts';
import type { Progress } from './progress.ts';
import { sendParts } from './send-parts.ts';
import {
  asItIs,
  inFewestRequests,
  isInline,
  maxPutBytes,
  type Sending,
  wholeOf,
} from './sending.ts';
import { readUploadView } from './upload-view.ts';
import { readBatch } from './watch-batch.ts';

export type HowToSend = {
  /** Unless told otherwise, the digest of the file: the same bytes are the same batch. */
  key?: string | undefined;
  /** Nothing is packed on the way. */
  asIs?: boolean | undefined;
  progress: Progress;
};

/**
 * Hands a file to the API: in one request when it is small, packed and unpacked, else as an upload, in
 * parts when it is long. The key makes it safe to run the same command again: what has arrived is not
 * sent again.
 */
export async function submitFile(
  api: Api,
  file: BatchFile,
  { key = file.sha256, asIs = false, progress }: HowToSend,
): Promise<BatchView> {
  const plain = asItIs(file);
  try {
    const sending = asIs ? plain : await inFewestRequests(file, progress);
    return await send(api, file, sending, { key, progress }).catch((failure: unknown) => {
      // It was sent before, and not packed; packed now, it would be another batch.
      if (sending === plain || !isProblem(failure, 'idempotency-key-reused')) throw failure;
      return send(api, file, plain, { key, progress });
    });
  } catch (cause) {
    if (!(cause instanceof Error) || cause.name !== 'NotReadableError') throw cause;
    throw usage(`${file.path}: the file changed while it was read`, { cause });
  }
}

type Keyed = { key: string; progress: Progress };

async function send(api: Api, file: BatchFile, sending: Sending, keyed: Keyed): Promise<BatchView> {
  // How much a file that is packed already unfolds into is not known here.
  const contentBytes = file.contentEncoding ? 0 : file.content.size;
  if (!isInline(sending, contentBytes)) return sendAsUpload(api, sending, keyed);
  try {
    return await sendInline(api, sending, keyed.key);
  } catch (failure) {
    // A small file may unfold into more than one request may hold; nothing of it was taken.
    const mayUpload = file.contentType !== 'application/json';
    if (!mayUpload || !isProblem(failure, 'body-too-large')) throw failure;
    return sendAsUpload(api, sending, keyed);
  }
}

const isProblem = (failure: unknown, ...codes: string[]): boolean =>
  failure instanceof Refusal && codes.some((code) => failure.problem.type === `/problems/${code}`);

async function sendInline(api: Api, sending: Sending, key: string): Promise<BatchView> {
  const { contentType, contentEncoding } = sending;
  const body = await (await wholeOf(sending)).arrayBuffer();
  const answer = await api.post('v1/batches', body, {
    'content-type': contentType,
    'idempotency-key': key,
    ...(contentEncoding && { 'content-encoding': contentEncoding }),
  });
  return readBatchView(answer);
}

/** How often a whole upload is gone through again, when it ran out or lost parts on the way. */
const rounds = 3;

async function sendAsUpload(api: Api, sending: Sending, keyed: Keyed): Promise<BatchView> {
  for (let round = 1; ; round += 1) {
    try {
      return await sendOnce(api, sending, keyed);
    } catch (failure) {
      const again = isProblem(failure, 'upload-expired', 'parts-missing');
      if (!again || round === rounds) throw failure;
    }
  }
}

async function sendOnce(api: Api, sending: Sending, { key, progress }: Keyed): Promise<BatchView> {
  const { contentType, contentEncoding, sizeBytes, sha256 } = sending;
  const request = {
    contentType,
    ...(contentEncoding && { contentEncoding }),
    sizeBytes,
    sha256,
    ...(sizeBytes > maxPutBytes && { parts: true }),
  };
  const answer = await api.post('v1/uploads', JSON.stringify(request), {
    'content-type': 'application/json',
    'idempotency-key': key,
  });
  const upload = readUploadView(answer);
  const { batchId, permit } = upload;
  if (permit) await api.put(permit.url, await wholeOf(sending), permit.headers);
  else await sendParts(api, upload, sending, progress);
  return readBatch(api, batchId);
}
