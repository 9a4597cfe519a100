import type { SQSBatchResponse, SQSRecord } from 'aws-lambda';
import { createHandler as createIngest } from '../../functions/ingest-batch/handler.ts';
import { createHandler as createReader } from '../../functions/read-batches/handler.ts';
import { createHandler as createUploads } from '../../functions/request-upload/handler.ts';
import { createHandler as createSubmit } from '../../functions/submit-batch/handler.ts';
import { httpEvent, lambdaContext } from './http-event.ts';
import { entity, ndjsonBatch } from './reports.ts';
import type { StackIntake } from './stack-intake.ts';

/** The intake as a reporting entity uses it, through its handlers. */
export function intakeClient(stack: StackIntake) {
  /** Submits NDJSON; returns the id of the batch. */
  async function submit(records: unknown[], batchReference = 'BATCH-1'): Promise<string> {
    const headers = { 'content-type': 'application/x-ndjson', 'idempotency-key': batchReference };
    const body = ndjsonBatch(records, batchReference);
    const event = httpEvent('POST /v1/batches', { body, headers });
    const { body: answer = '' } = await createSubmit(stack.ports)(event, lambdaContext());
    return JSON.parse(answer).batchId;
  }

  /** Hands messages to `ingest-batch`, all that wait unless given; returns those not done. */
  async function deliver(records?: SQSRecord[], ports: StackIntake['ports'] = stack.ports) {
    const Records = records ?? (await stack.sent.intake());
    const response = await createIngest(ports)({ Records }, lambdaContext());
    return (response as SQSBatchResponse).batchItemFailures;
  }

  async function read(routeKey: string, options: Parameters<typeof httpEvent>[1] = {}) {
    const event = httpEvent(routeKey, options);
    const {
      body = '',
      statusCode,
      headers,
    } = await createReader(stack.ports)(event, lambdaContext());
    return { body, statusCode, headers };
  }

  const status = async (batchId: string) =>
    JSON.parse((await read('GET /v1/batches/{batchId}', { path: { batchId } })).body);

  const receipts = (batchId: string, query: Record<string, string> = {}) =>
    read('GET /v1/batches/{batchId}/receipts', { path: { batchId }, query });

  /** Asks leave to upload; `put` then does it. */
  async function upload(bytes: Uint8Array, request: object = {}, key = 'upload-1') {
    const body = JSON.stringify({
      contentType: 'application/x-ndjson',
      sizeBytes: bytes.length,
      ...request,
    });
    const headers = { 'idempotency-key': key };
    const event = httpEvent('POST /v1/uploads', { body, headers });
    const answer = await createUploads(stack.ports)(event, lambdaContext());
    const view = JSON.parse(answer.body ?? '');
    const put = () =>
      fetch(view.url, { method: 'PUT', headers: view.headers, body: Buffer.from(bytes) });
    return { statusCode: answer.statusCode, view, batchId: String(view.batchId), put };
  }

  return { submit, deliver, read, status, receipts, upload };
}
export type IntakeClient = ReturnType<typeof intakeClient>;

/** What the bucket tells of an object, its name percent-encoded as S3 does. */
export const objectArrived = (key: string): SQSRecord =>
  message({
    Records: [
      {
        eventSource: 'aws:s3',
        eventName: 'ObjectCreated:Put',
        s3: { bucket: { name: 'inbox' }, object: { key: encodeURIComponent(key) } },
      },
    ],
  });

export const uploadArrived = (batchId: string): SQSRecord =>
  objectArrived(`uploads/${entity}/${batchId}`);

/** A message as the queue hands it over; of the rest our functions read nothing. */
export const message = (body: object): SQSRecord =>
  ({ messageId: 'message-1', body: JSON.stringify(body) }) as SQSRecord;
