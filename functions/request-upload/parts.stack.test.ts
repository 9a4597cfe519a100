import { createHash, randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { beforeEach, describe, expect, test } from 'vitest';
import type { UploadStatusView } from '../../lib/http/upload-view.ts';
import { partBytes } from '../../lib/reports/part-uploads.ts';
import { crashingAt } from '../../test/support/failing-ports.ts';
import { httpEvent, lambdaContext } from '../../test/support/http-event.ts';
import {
  type IntakeClient,
  intakeClient,
  uploadArrived,
} from '../../test/support/intake-client.ts';
import { filedReport, ndjsonBatch } from '../../test/support/reports.ts';
import { type StackIntake, stackIntake } from '../../test/support/stack-intake.ts';
import { createHandler } from './handler.ts';

/* Uploads in parts, through the handlers, over the local store. */

let stack: StackIntake;
let client: IntakeClient;
beforeEach(async () => {
  stack = await stackIntake();
  client = intakeClient(stack);
});

type Ports = Parameters<typeof createHandler>[0];
type Asked = Parameters<typeof httpEvent>[1] & { ports?: Ports };

async function ask(route: string, { ports = stack.ports, ...asked }: Asked = {}) {
  const answer = (await createHandler(ports)(
    httpEvent(route, asked),
    lambdaContext(),
  )) as APIGatewayProxyStructuredResultV2;
  return { status: answer.statusCode, body: JSON.parse(answer.body ?? '{}') };
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Three parts: two whole ones and a rest, most of it lines that are no reports. */
const bytes = Buffer.from(
  ndjsonBatch([
    ...Array.from({ length: 20 }, () => randomBytes(450_000).toString('hex')),
    filedReport(),
  ]),
);
const part = (partNumber: number) =>
  bytes.subarray((partNumber - 1) * partBytes, partNumber * partBytes);

const begin = (request: object = {}, more: Asked = {}) =>
  ask('POST /v1/uploads', {
    headers: { 'idempotency-key': 'upload-1' },
    body: JSON.stringify({
      contentType: 'application/x-ndjson',
      sizeBytes: bytes.length,
      parts: true,
      ...request,
    }),
    ...more,
  });
const about = (batchId: string, more: Asked = {}) => ({ path: { batchId }, ...more });
const read = (batchId: string, more?: Asked) =>
  ask('GET /v1/uploads/{batchId}', about(batchId, more));
const complete = (batchId: string, more?: Asked) =>
  ask('POST /v1/uploads/{batchId}/complete', about(batchId, more));
const abort = (batchId: string, more?: Asked) =>
  ask('DELETE /v1/uploads/{batchId}', about(batchId, more));
const permit = (batchId: string, parts: object[], more?: Asked) =>
  ask('POST /v1/uploads/{batchId}/parts', {
    ...about(batchId, more),
    body: JSON.stringify({ parts }),
  });

/** Asks leave for one part and puts these bytes. */
async function put(batchId: string, partNumber: number, content: Uint8Array = part(partNumber)) {
  const { body } = await permit(batchId, [{ partNumber, sha256: sha256(content) }]);
  const [{ url, headers }] = body.parts;
  return fetch(url, { method: 'PUT', headers, body: Buffer.from(content) });
}

async function begun(request: object = {}): Promise<string> {
  const { status, body } = await begin(request);
  expect(status).toBe(201);
  return body.batchId;
}

const numbersOf = ({ arrived }: UploadStatusView) => arrived?.map(({ partNumber }) => partNumber);

test('given parts in any order, then they are taken in as one batch', async () => {
  const batchId = await begun({ sha256: sha256(bytes) });
  expect((await read(batchId)).body).toEqual({
    batchId,
    status: 'awaiting-upload',
    sizeBytes: bytes.length,
    uploadBy: expect.stringMatching(/Z$/),
    parts: { count: 3, partBytes },
    arrived: [],
    links: {
      self: `/v1/batches/${batchId}`,
      receipts: `/v1/batches/${batchId}/receipts`,
      upload: `/v1/uploads/${batchId}`,
    },
  });
  for (const number of [3, 1, 2]) expect((await put(batchId, number)).status).toBe(200);
  const done = await complete(batchId);
  expect([done.status, done.body.status]).toEqual([202, 'awaiting-upload']);
  const again = await Promise.all([complete(batchId), complete(batchId), complete(batchId)]);
  expect(again.map(({ status }) => status)).toEqual([202, 202, 202]);

  expect(await client.deliver([uploadArrived(batchId)])).toEqual([]);
  const batch = await client.status(batchId);
  expect(batch).toMatchObject({
    status: 'completed',
    counts: { submitted: 21, accepted: 1, rejected: 20 },
  });
  expect((await complete(batchId)).body).toEqual(batch);
  expect((await read(batchId)).body).not.toHaveProperty('arrived');
});

test('given a sender that lost all it knew, then it learns what has arrived and goes on', async () => {
  const batchId = await begun();
  await put(batchId, 2);
  const resumed = await begun();
  expect(resumed).toBe(batchId);
  const { body } = await read(resumed);
  expect(body.arrived).toEqual([{ partNumber: 2, sizeBytes: partBytes, sha256: sha256(part(2)) }]);
  await put(batchId, 1);
  await put(batchId, 3);
  expect((await complete(batchId)).status).toBe(202);
});

test('given a line that drops in the middle of a part, then the part has not arrived', async () => {
  const batchId = await begun();
  const { body } = await permit(batchId, [{ partNumber: 1, sha256: sha256(part(1)) }]);
  const [{ url, headers }] = body.parts;
  await new Promise<void>((resolve) => {
    const sending = request(url, { method: 'PUT', headers });
    sending.once('error', () => resolve());
    sending.write(part(1).subarray(0, partBytes / 2), () => sending.destroy(new Error('gone')));
  });
  expect(numbersOf((await read(batchId)).body)).toEqual([]);
  expect((await put(batchId, 1)).status).toBe(200);
  expect(numbersOf((await read(batchId)).body)).toEqual([1]);
});

test('when it is completed too early, then the numbers that are missing are named', async () => {
  const batchId = await begun();
  await put(batchId, 2);
  const { status, body } = await complete(batchId);
  expect([status, body.type, body.detail]).toEqual([
    409,
    '/problems/parts-missing',
    'parts-missing: 1, 3',
  ]);
});

test('when a part is sent again, then the later one counts', async () => {
  const batchId = await begun();
  const other = Buffer.alloc(partBytes, 'x');
  await put(batchId, 1, other);
  await put(batchId, 2);
  await put(batchId, 3);
  await put(batchId, 1);
  expect((await complete(batchId)).status).toBe(202);
  const key = `uploads/1234567/${batchId}`;
  const stored = await stack.s3.send(new GetObjectCommand({ Bucket: stack.bucket, Key: key }));
  expect(sha256((await stored.Body?.transformToByteArray()) ?? Buffer.alloc(0))).toBe(
    sha256(bytes),
  );
});

test('given other bytes than were promised, then the store refuses the part', async () => {
  const batchId = await begun();
  const { body } = await permit(batchId, [{ partNumber: 3, sha256: sha256(part(3)) }]);
  const [{ url, headers }] = body.parts;
  const tampered = Buffer.from(part(3));
  tampered[100] = (tampered[100] ?? 0) ^ 1;
  expect((await fetch(url, { method: 'PUT', headers, body: tampered })).status).toBe(400);
  const unsigned = { ...headers, 'x-amz-checksum-sha256': 'A'.repeat(43).concat('=') };
  expect((await fetch(url, { method: 'PUT', headers: unsigned, body: tampered })).status).toBe(403);
  expect(numbersOf((await read(batchId)).body)).toEqual([]);
});

test('given whole parts of something else than was announced, then the batch fails', async () => {
  const batchId = await begun({ sha256: '0'.repeat(64) });
  for (const number of [1, 2, 3]) await put(batchId, number);
  await complete(batchId);
  await client.deliver([uploadArrived(batchId)]);
  expect(await client.status(batchId)).toMatchObject({
    status: 'failed',
    problem: { type: '/problems/digest-mismatch' },
    counts: { submitted: 0 },
  });
  expect(await stack.items(stack.tables.ledger)).toEqual([]);
});

describe('given the upload of another entity', () => {
  const claims = { sub: 'user-2', scope: 'reporting-entity', entity: '7654321' };

  test('then nobody can read, go on with, complete or give it up', async () => {
    const batchId = await begun();
    const answers = [
      await read(batchId, { claims }),
      await permit(batchId, [{ partNumber: 1, sha256: sha256(part(1)) }], { claims }),
      await complete(batchId, { claims }),
      await abort(batchId, { claims }),
    ];
    for (const { status, body } of answers) {
      expect([status, body.type]).toEqual([404, '/problems/upload-not-found']);
    }
    expect((await client.status(batchId)).status).toBe('awaiting-upload');
  });

  test('then the same key is another upload, under a name of its own', async () => {
    const own = await begin();
    const theirs = await begin({}, { claims });
    expect(theirs.body.batchId).not.toBe(own.body.batchId);
    const { body } = await permit(
      theirs.body.batchId,
      [{ partNumber: 1, sha256: '0'.repeat(64) }],
      {
        claims,
      },
    );
    expect(new URL(body.parts[0].url).pathname).toContain(
      `/uploads/7654321/${theirs.body.batchId}`,
    );
  });
});

test('when it is given up, then its parts are gone, and it stays so', async () => {
  const batchId = await begun();
  await put(batchId, 1);
  const first = await abort(batchId);
  expect([first.status, first.body.status, first.body.problem.type]).toEqual([
    200,
    'failed',
    '/problems/upload-aborted',
  ]);
  expect((await abort(batchId)).body).toEqual(first.body);
  const later = await permit(batchId, [{ partNumber: 1, sha256: sha256(part(1)) }]);
  expect([later.status, later.body.type]).toEqual([409, '/problems/upload-not-open']);
  expect((await complete(batchId)).body.type).toBe('/problems/upload-aborted');
  const again = await begin();
  expect([again.status, again.body.batchId, again.body.status]).toEqual([201, batchId, 'failed']);
});

test('when it is complete, then it cannot be given up, and takes no further parts', async () => {
  const batchId = await begun();
  for (const number of [1, 2, 3]) await put(batchId, number);
  await complete(batchId);
  const late = [
    await abort(batchId),
    await permit(batchId, [{ partNumber: 1, sha256: '0'.repeat(64) }]),
  ];
  for (const { status, body } of late) {
    expect([status, body.type]).toEqual([409, '/problems/upload-not-open']);
  }
  await client.deliver([uploadArrived(batchId)]);
  expect((await client.status(batchId)).status).toBe('completed');
});

test.each<[string, object[], number, string]>([
  ['a part beyond the last', [{ partNumber: 4, sha256: '0'.repeat(64) }], 422, 'part-unknown'],
  ['part zero', [{ partNumber: 0, sha256: '0'.repeat(64) }], 400, 'invalid-request'],
  ['no checksum', [{ partNumber: 1 }], 400, 'invalid-request'],
  ['no part', [], 400, 'invalid-request'],
])('given %s, then the request is refused', async (_what, parts, status, code) => {
  const batchId = await begun();
  const answer = await permit(batchId, parts);
  expect([answer.status, answer.body.type]).toEqual([status, `/problems/${code}`]);
});

test('given an upload that is one PUT, then it has no parts', async () => {
  const { body } = await begin({ parts: false });
  expect((await read(body.batchId)).body).not.toHaveProperty('parts');
  for (const { status, body: problem } of [
    await complete(body.batchId),
    await abort(body.batchId),
  ]) {
    expect([status, problem.type]).toEqual([409, '/problems/upload-not-in-parts']);
  }
});

test('given a batch that came in a request, then it is no upload', async () => {
  const batchId = await client.submit([filedReport()]);
  expect((await read(batchId)).status).toBe(404);
});

test('given more than 1 GiB, then it comes in parts without being asked to', async () => {
  const most = { parts: false, sizeBytes: 50 * 1024 ** 3 };
  const bare = await begin(most);
  expect([bare.status, bare.body.errors[0].pointer]).toEqual([400, '/sha256']);
  const { body } = await begin({ ...most, sha256: '0'.repeat(64) });
  expect(body.parts).toEqual({ count: 6400, partBytes });
  const { status, body: problem } = await complete(body.batchId);
  expect([status, problem.detail]).toEqual([409, 'parts-missing: 1-6400']);
});

describe('given a deadline that has passed', () => {
  const later = (days: number) => () => new Date(Date.now() + days * 86_400_000).toISOString();
  const at = (days: number): Ports => ({ ...stack.ports, now: later(days) });
  const statusAt = async (batchId: string, days: number) =>
    (await intakeClient({ ...stack, ports: { ...stack.ports, now: later(days) } }).status(
      batchId,
    )) as { status: string; problem?: { type: string; detail: string } };

  test('then its status says so, and no part is let in', async () => {
    const batchId = await begun();
    expect((await statusAt(batchId, 6)).status).toBe('awaiting-upload');
    const { uploadBy } = (await client.status(batchId)) as { uploadBy: string };
    expect(await statusAt(batchId, 8)).toMatchObject({
      status: 'expired',
      uploadBy,
      problem: { type: '/problems/upload-expired', detail: `not taken in by ${uploadBy}` },
    });
    expect((await read(batchId, { ports: at(8) })).body.status).toBe('expired');
    const late = await permit(batchId, [{ partNumber: 1, sha256: '0'.repeat(64) }], {
      ports: at(8),
    });
    expect([late.status, late.body.type]).toEqual([410, '/problems/upload-expired']);
  });

  test('when the bytes come all the same, then they are taken', async () => {
    const batchId = await begun();
    for (const number of [1, 2, 3]) await put(batchId, number);
    await complete(batchId, { ports: at(8) });
    expect((await statusAt(batchId, 8)).status).toBe('expired');
    await client.deliver([uploadArrived(batchId)]);
    expect((await statusAt(batchId, 8)).status).toBe('completed');
  });

  test('when it is requested again, then it is the same batch with a new deadline and no parts', async () => {
    const batchId = await begun();
    await put(batchId, 1);
    const renewed = await begin({}, { ports: at(8) });
    expect(renewed.body).toMatchObject({ batchId, status: 'awaiting-upload' });
    expect(Date.parse(renewed.body.uploadBy)).toBeGreaterThan(Date.parse(later(14)()));
    expect((await statusAt(batchId, 8)).status).toBe('awaiting-upload');
    expect(numbersOf((await read(batchId)).body)).toEqual([]);
    for (const number of [1, 2, 3]) await put(batchId, number);
    expect((await complete(batchId)).status).toBe(202);
  });

  test('given one PUT, then it has a deadline too', async () => {
    const { batchId } = await client.upload(bytes);
    expect((await statusAt(batchId, 8)).status).toBe('expired');
  });
});

test.each(['before' as const, 'after' as const])(
  'when the process dies %s any call to a port and the sender asks again, then it is one batch',
  async (when) => {
    const batchIds = new Set<string>();
    for (let call = 1; ; call += 1) {
      const headers = { 'idempotency-key': `${when}-${call}` };
      const doomed = crashingAt(stack.ports, { call, when });
      const first = await begin({}, { headers, ports: doomed.ports });
      const second = await begin({}, { headers });
      expect(second.status).toBe(201);
      if (first.status === 201) expect(second.body.batchId).toBe(first.body.batchId);
      batchIds.add(second.body.batchId);
      if (doomed.calls() < call) break;
    }
    expect(batchIds.size).toBeGreaterThan(4);
    const kept = await stack.items(stack.tables.reports);
    expect(kept.filter(({ sk }) => String(sk).startsWith('BATCH#'))).toHaveLength(batchIds.size);
  },
);

test.each(['before' as const, 'after' as const])(
  'when the process dies %s any call of a completion and it is repeated, then it is complete',
  async (when) => {
    const small = Buffer.from(ndjsonBatch([filedReport()], `B-${when}`));
    for (let call = 1; ; call += 1) {
      const { body } = await begin(
        { sizeBytes: small.length },
        { headers: { 'idempotency-key': `complete-${when}-${call}` } },
      );
      await put(body.batchId, 1, small);
      const doomed = crashingAt(stack.ports, { call, when });
      await complete(body.batchId, { ports: doomed.ports });
      expect((await complete(body.batchId)).status).toBe(202);
      const key = `uploads/1234567/${body.batchId}`;
      const stored = await stack.s3.send(new GetObjectCommand({ Bucket: stack.bucket, Key: key }));
      expect(stored.ContentLength).toBe(small.length);
      if (doomed.calls() < call) break;
    }
  },
);
