import type { SQSRecord } from 'aws-lambda';
import type { Call, Fate, Gate } from './call.ts';
import { type Clients, simulatedClients } from './clients.ts';
import type { Database } from './database.ts';
import { runOnDatabase } from './dynamodb.ts';
import { damage } from './faults.ts';
import { runOnKeys, type SigningKeys, simulatedKey } from './kms.ts';
import type { Meter } from './meter.ts';
import type { ObjectStore, StoredObject } from './object-store.ts';
import { type Queue, type QueuedMessage, type Queues, simulatedQueue } from './queue.ts';
import { bytesKept } from './request-units.ts';
import { runOnObjects } from './s3.ts';
import { runOnQueues } from './sqs.ts';
import { type Index, simulatedTable, type Table } from './table.ts';
import { copied, type Item } from './value.ts';

export { type Call, Crash, type Fate, type Gate } from './call.ts';
export type { Clients } from './clients.ts';

type QueueView = {
  /** Receivable now: visible; of a FIFO queue the head of each group that has nothing in flight. */
  waiting(): QueuedMessage[];
  /** Takes one in flight: its receive count grows, and after the visibility time it waits again. */
  take(message: QueuedMessage): SQSRecord;
  /** Deleted. */
  done(message: QueuedMessage): void;
  /** Visible again; received too often, it goes to the dead letters. */
  back(message: QueuedMessage): void;
  deadLetters(): QueuedMessage[];
  all(): QueuedMessage[];
};

type QueueOptions = {
  fifo?: boolean;
  maxReceiveCount?: number;
  visibilityMs?: number;
  /** The URL of a queue; left out, dead letters are kept beside the queue. */
  deadLetters?: string;
};

/**
 * DynamoDB, S3, SQS and KMS in this process, as the AWS SDK's clients show them. Nothing happens but by
 * calls of these clients and of the scheduler: no timer, no thread, no chance but `random`.
 */
export type SimulatedCloud = {
  /** A table with the text keys `pk` and `sk`, and indexes that hold whole items. */
  createTable(name: string, options?: { indexes?: Index[] }): void;
  createBucket(name: string): void;
  /** @returns the URL of the queue. */
  createQueue(name: string, options?: QueueOptions): string;
  /** A key pair that signs; not what stores are encrypted with. */
  createSigningKey(id: string): void;
  clientsOf(actor: string): Clients;
  /** Copies of all items of a table, by partition. */
  items(table: string): Item[];
  /** The same as they are kept: not copies, only to be read. */
  keptItems(table: string): Readonly<Item>[];
  /** The bytes of all objects of a bucket; not copies. */
  objects(bucket: string): Map<string, Uint8Array>;
  /** What a scheduler does with a queue; none of it is metered. */
  queue(url: string): QueueView;
  /** From now on every call of this instance throws a Crash, those under way as well. */
  kill(actor: string): void;
};

/**
 * @param options `gate` decides about each call when and how it ends, `now` is epoch milliseconds,
 *   `random` is at least 0 and less than 1.
 */
export function simulatedCloud({
  gate,
  now,
  random,
  meter,
}: {
  gate: Gate;
  now: () => number;
  random: () => number;
  meter?: Meter;
}): SimulatedCloud {
  const database: Database = { tables: new Map(), tokens: new Map(), now, random, meter };
  const store: ObjectStore = { buckets: new Map(), uploads: 0, now, random, meter };
  const queues: Queues = { byUrl: new Map(), sent: 0, now, random, meter };
  const keys: SigningKeys = new Map();
  const dead = new Set<string>();

  function carryOut({ service, operation, input }: Call, fate: Fate, body: Uint8Array): object {
    if (service === 's3') return runOnObjects({ store, fate, body }, operation, input);
    if (service === 'sqs') return runOnQueues({ queues, fate }, operation, input);
    if (service === 'kms') return runOnKeys(keys, operation, input);
    const answer = runOnDatabase(database, operation, input, fate);
    if (fate === 'damaged') damage(answer, random);
    return answer;
  }

  return {
    createTable: (name, { indexes = [] } = {}) => createTable(database, name, indexes),
    createBucket: (name) => createBucket(store, name),
    createQueue: (name, options = {}) => createQueue(queues, name, options),
    createSigningKey: (id) => {
      keys.set(id, simulatedKey(id));
    },
    clientsOf: simulatedClients({ gate, carryOut, dead }),
    items: (name) => keptIn(known(database.tables, name)).map(copied),
    keptItems: (name) => keptIn(known(database.tables, name)),
    objects: (name) =>
      new Map([...known(store.buckets, name).objects].map(([key, { bytes }]) => [key, bytes])),
    queue: (url) => viewOf(known(queues.byUrl, url)),
    kill: (actor) => {
      dead.add(actor);
    },
  };
}

function keptIn(table: Table): Item[] {
  const items: Item[] = [];
  for (const { now: version } of table.rows()) if (version) items.push(version.item);
  return items;
}

function createTable({ tables, meter }: Database, name: string, indexes: readonly Index[]): void {
  const table = simulatedTable(name, indexes);
  tables.set(name, table);
  meter?.watchStorage('dynamodb-storage', name, () => bytesKept(table));
}

function createBucket({ buckets, meter }: ObjectStore, name: string): void {
  const objects = new Map<string, StoredObject>();
  buckets.set(name, { name, objects, uploads: new Map() });
  for (const glacier of [false, true]) {
    const line = glacier ? 's3-glacier-instant-storage' : 's3-storage';
    meter?.watchStorage(line, name, () => {
      const kept = [...objects.values()].filter(
        ({ storageClass }) => (storageClass === 'GLACIER_IR') === glacier,
      );
      return kept.reduce((sum, { bytes }) => sum + bytes.length, 0);
    });
  }
}

const defaultVisibilityMs = 30_000;

function createQueue(queues: Queues, name: string, options: QueueOptions): string {
  const { fifo = false, visibilityMs = defaultVisibilityMs, deadLetters } = options;
  const queueName = fifo && !name.endsWith('.fifo') ? `${name}.fifo` : name;
  const url = `https://sqs.ca-central-1.amazonaws.com/000000000000/${queueName}`;
  const queue = simulatedQueue({
    name: queueName,
    url,
    settings: {
      fifo,
      visibilityMs,
      maxReceiveCount: options.maxReceiveCount ?? Number.POSITIVE_INFINITY,
    },
    deadLetters: deadLetters === undefined ? undefined : known(queues.byUrl, deadLetters),
    now: queues.now,
    number: () => {
      queues.sent += 1;
      return queues.sent;
    },
  });
  queues.byUrl.set(url, queue);
  return url;
}

function known<T>(all: ReadonlyMap<string, T>, name: string): T {
  const found = all.get(name);
  if (!found) throw new Error(`there is no ${name}`);
  return found;
}

const viewOf = (queue: Queue): QueueView => ({
  waiting: queue.waiting,
  take: (message) => queue.take(message),
  done: queue.done,
  back: (message) => queue.back(message),
  deadLetters: queue.deadLetters,
  all: queue.all,
});
