import { PutObjectCommand } from '@aws-sdk/client-s3';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { v7 } from 'uuid';
import { httpEvent } from '../../test/support/http-event.ts';
import type { Batch } from './batches.ts';
import { entity } from './calendar.ts';
import type { Functions } from './functions.ts';
import type { MeteredCloud } from './metered-cloud.ts';

/**
 * Sends a batch as a bank does: asks for an upload, and puts the bytes where the answer says. The
 * bucket then tells the intake, by a request to the queue like any other.
 *
 * @returns the id of the batch.
 */
export async function uploadBatch(
  { cloud, stores }: MeteredCloud,
  functions: Functions,
  { bytes }: Batch,
): Promise<string> {
  const { s3, sqs } = cloud.clientsOf('bank');
  const { batchId, url } = await askForUpload(functions, bytes.length);
  const key = url.slice('https://inbox.example/'.length);
  await s3.send(new PutObjectCommand({ Bucket: stores.buckets.inbox, Key: key, Body: bytes }));
  const notice = {
    eventSource: 'aws:s3',
    eventName: 'ObjectCreated:Put',
    s3: { bucket: { name: stores.buckets.inbox }, object: { key, size: bytes.length } },
  };
  const MessageBody = JSON.stringify({ Records: [notice] });
  await sqs.send(new SendMessageCommand({ QueueUrl: stores.queues.intake, MessageBody }));
  return batchId;
}

async function askForUpload(
  functions: Functions,
  sizeBytes: number,
): Promise<{ batchId: string; url: string }> {
  const event = httpEvent('POST /v1/uploads', {
    claims: { sub: 'clerk', scope: 'reporting-entity', entity },
    headers: { 'idempotency-key': v7() },
    body: JSON.stringify({
      contentType: 'application/x-ndjson',
      contentEncoding: 'zstd',
      sizeBytes,
    }),
  });
  const answer = (await functions.run('submit', event)) as { statusCode: number; body: string };
  if (answer.statusCode !== 201) throw new RangeError(`an upload was answered ${answer.body}`);
  return JSON.parse(answer.body);
}
