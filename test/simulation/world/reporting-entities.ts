import { PutObjectCommand } from '@aws-sdk/client-s3';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { httpEvent } from '../../support/http-event.ts';
import { type Knowledge, type MadeBatch, madeUpBatch } from '../made-up/made-up-batch.ts';
import type { End } from './machines.ts';
import type { World } from './world.ts';

/** Something that a reporting entity wants done, and asks for until it is answered. */
export type Errand = {
  batch: MadeBatch;
  way: 'inline' | 'upload';
  /** The Idempotency-Key. */
  key: string;
  state: 'held' | 'waiting' | 'asking' | 'to-upload' | 'to-notify' | 'done';
  /** How it was answered at last. */
  status?: number;
  batchId?: string;
  source?: string;
};

/** The reporting entities: they send their batches, some of them more than once. */
export type ReportingEntities = {
  errands: readonly Errand[];
  isDone(): boolean;
  /** What was held back may be sent now. */
  sendTheLast(): void;
  /** Takes one errand one step on. @returns false when none can be. */
  act(): boolean;
};

export function simulatedEntities(world: World, knowledge: Knowledge): ReportingEntities {
  const { random, machines, faults, trace } = world;
  const errands = errandsOf(world, knowledge);
  const { s3, sqs } = world.cloud.clientsOf('bank');

  function answered(errand: Errand, end: End): void {
    const { statusCode: status = 500, body = '{}' } = (
      end.kind === 'answered' ? end.value : {}
    ) as { statusCode?: number; body?: string };
    // A client that hears nothing, or of a failure, asks again with the same key.
    if (status >= 500 || status === 429 || faults.happens('answer-unread', 0.04)) {
      errand.state = 'waiting';
      return;
    }
    errand.status = status;
    if (status >= 300) {
      errand.state = 'done';
      trace.note(`bank: ${errand.batch.reference} ${status} ${body}`);
      return;
    }
    const { batchId, url = '' } = JSON.parse(body) as { batchId: string; url?: string };
    errand.batchId = batchId;
    errand.source = url.slice('https://inbox.example/'.length);
    errand.state = errand.way === 'inline' ? 'done' : 'to-upload';
  }

  async function upload(errand: Errand): Promise<void> {
    errand.state = 'asking';
    const object = { Bucket: world.stores.buckets.inbox, Key: errand.source ?? '' };
    const Body = errand.batch.bytes;
    // An upload happens once: whoever comes later is refused, and that is as good.
    await s3.send(new PutObjectCommand({ ...object, Body, IfNoneMatch: '*' })).catch(() => {});
    errand.state = 'to-notify';
  }

  async function notify(errand: Errand): Promise<void> {
    errand.state = faults.happens('delivered-again', 0.1) ? 'to-notify' : 'done';
    const MessageBody = JSON.stringify(uploadNotice(errand, world.stores.buckets.inbox));
    await sqs.send(new SendMessageCommand({ QueueUrl: world.stores.queues.intake, MessageBody }));
  }

  function step(errand: Errand): void {
    if (errand.state === 'to-upload') void upload(errand);
    else if (errand.state === 'to-notify') void notify(errand);
    else {
      errand.state = 'asking';
      const name = errand.way === 'inline' ? 'submit-batch' : 'request-upload';
      trace.note(`bank asks ${name} for ${errand.batch.reference}`);
      machines.start(name, requestFor(errand), (end) => answered(errand, end));
    }
  }

  return {
    errands,
    isDone: () => errands.every(({ state }) => state === 'done' || state === 'held'),
    sendTheLast() {
      for (const errand of errands) if (errand.state === 'held') errand.state = 'waiting';
    },
    act() {
      const open = errands.filter(
        ({ state }) => state !== 'done' && state !== 'asking' && state !== 'held',
      );
      if (open.length === 0) return false;
      step(random.pick(open));
      return true;
    },
  };
}

/** The batches of a history, and what entities send twice, or send where something else was sent. */
function errandsOf({ random, length, isInTwoParts }: World, knowledge: Knowledge): Errand[] {
  const errands: Errand[] = [];
  const add = (batch: MadeBatch, key: string, way = wayOf(batch, random.happens(0.3))) =>
    errands.push({ batch, way, key, state: 'waiting' });
  const count =
    random.int(1, knowledge.most.batches) +
    (random.happens(isInTwoParts || length !== 'tiny' ? 0.5 : 0.06) ? 1 : 0);
  for (let number = 1; number <= count; number += 1) {
    const batch = madeUpBatch(`B${number}`, knowledge, random);
    const key = `key-${number}`;
    add(batch, key);
    if (random.happens(0.1)) add(batch, key, errands.at(-1)?.way);
    if (random.happens(0.07)) add(batch, `${key}-again`);
    if (random.happens(0.06)) {
      add(madeUpBatch(`B${number}`, knowledge, random, batch.entity), `${key}-other`);
    }
    if (random.happens(0.03)) add(madeUpBatch(`X${number}`, knowledge, random), key);
  }
  const last = errands.at(-1);
  if (isInTwoParts && errands.length > 1 && last) last.state = 'held';
  return errands;
}

/** Uploads are of lines only. */
const wayOf = ({ form }: MadeBatch, wanted: boolean): Errand['way'] =>
  wanted && form === 'ndjson' ? 'upload' : 'inline';

function requestFor({ batch, way, key }: Errand) {
  const { entity, form, bytes, reference } = batch;
  const claims = { sub: `clerk-${entity}`, scope: 'reporting-entity', entity };
  const headers = { 'idempotency-key': key };
  if (way === 'inline') {
    const type = form === 'json' ? 'application/json' : 'application/x-ndjson';
    return httpEvent('POST /v1/batches', {
      claims,
      headers: { ...headers, 'content-type': type },
      body: bytes,
    });
  }
  return httpEvent('POST /v1/uploads', {
    claims,
    headers,
    body: JSON.stringify({
      contentType: 'application/x-ndjson',
      sizeBytes: bytes.length,
      // Who does not say it beforehand may not be held to it.
      ...(reference.endsWith('1') && { batchReference: reference }),
    }),
  });
}

const uploadNotice = ({ source = '', batch }: Errand, bucket: string) => ({
  Records: [
    {
      eventSource: 'aws:s3',
      eventName: 'ObjectCreated:Put',
      s3: {
        bucket: { name: bucket },
        object: { key: encodeURIComponent(source), size: batch.bytes.length },
      },
    },
  ],
});
