import type { SQSRecord } from 'aws-lambda';
import type { QueuedMessage } from '../../../local/simulated/queue.ts';
import type { FunctionName } from './functions.ts';
import { afterWrite } from './long-stop.ts';
import type { End, Plan } from './machines.ts';
import type { Random } from './seeded-random.ts';
import { type QueueName, queueNames } from './stores.ts';
import type { World } from './world.ts';

/** Who takes the messages of each queue, and how many at a time. */
const consumers: Record<QueueName, { name: FunctionName; batchSize: number }> = {
  intake: { name: 'ingest-batch', batchSize: 1 },
  evaluation: { name: 'evaluate-subjects', batchSize: 10 },
  disclosure: { name: 'assemble-disclosure', batchSize: 10 },
  dispatch: { name: 'dispatch-disclosure', batchSize: 5 },
  audit: { name: 'record-audit', batchSize: 10 },
};

/** These are few, and as good as any. */
const oftenTwice: Partial<Record<QueueName, number>> = { dispatch: 0.3, audit: 0.15 };

/** Messages go out in any order, one to five times, several together or alone. */
export type Deliveries = {
  /** Delivers something of one queue. @returns false when that queue has nothing to deliver. */
  deliver(queue: QueueName): boolean;
  /** The queues that have something to deliver. */
  ready(): QueueName[];
  /**
   * Messages that could not be done, by what the message says; not those whose batch was worked on by
   * another instance meanwhile, which may have overtaken this one.
   */
  onFailure(listener: (queue: QueueName, body: string) => void): void;
};

/** One message on its way to one or several instances at once. */
type Delivered = {
  message: QueuedMessage;
  record: SQSRecord;
  out: number;
  isDone: boolean;
  /** Another instance worked on the same meanwhile. */
  hasRivals: boolean;
};

export function simulatedDeliveries(world: World): Deliveries {
  const { random, cloud, stores, machines, faults, temper, trace } = world;
  const queueOf = (queue: QueueName) => cloud.queue(stores.queues[queue]);
  let failed: (queue: QueueName, body: string) => void = () => {};
  const underWay = new Set<Delivered>();

  function goesOut(one: Delivered): void {
    const same = [...underWay].filter(({ record }) => aboutSame(record.body, one.record.body));
    for (const rival of same) rival.hasRivals = true;
    one.out += 1;
    one.hasRivals ||= same.length > 0;
    underWay.add(one);
  }

  function settle(queue: QueueName, delivered: readonly Delivered[], end: End): void {
    const undone = undoneOf(end, delivered);
    if (end.kind !== 'died') {
      for (const { record, hasRivals } of delivered) {
        if (undone.has(record.messageId) && !hasRivals) failed(queue, record.body);
      }
    }
    for (const one of delivered) {
      one.out -= 1;
      if (!undone.has(one.record.messageId)) one.isDone = true;
      if (one.out > 0) continue;
      underWay.delete(one);
      const again = one.isDone && faults.happens('delivered-again', 0.08);
      if (one.isDone && !again) queueOf(queue).done(one.message);
      else queueOf(queue).back(one.message);
    }
  }

  return {
    ready: () => queueNames.filter((queue) => queueOf(queue).waiting().length > 0),
    onFailure(listener) {
      failed = listener;
    },
    deliver(queue) {
      const waiting = [...queueOf(queue).waiting()];
      if (waiting.length === 0) return false;
      const { name, batchSize } = consumers[queue];
      const count = random.int(1, Math.min(batchSize, waiting.length));
      const delivered: Delivered[] = [];
      for (let taken = 0; taken < count; taken += 1) {
        const [message] = waiting.splice(random.int(0, waiting.length - 1), 1);
        if (!message) break;
        const record = queueOf(queue).take(message);
        if (record) delivered.push({ message, record, out: 0, isDone: false, hasRivals: false });
      }
      if (delivered.length === 0) return false;
      const share = Math.max(temper.twiceAtOnce, oftenTwice[queue] ?? 0);
      const copies = faults.happens('delivered-twice-at-once', share)
        ? random.pick([2, 2, 2, 3])
        : 1;
      trace.note(`${queue} delivers ${delivered.map(({ record }) => record.body).join(' ')}`);
      const start = (plan?: Plan) => {
        for (const one of delivered) goesOut(one);
        const event = { Records: delivered.map(({ record }) => record) };
        machines.start(name, event, (end) => settle(queue, delivered, end), {
          context: contextFor(world),
          plan,
        });
      };
      if (copies > 1 && random.happens(temper.overtaking)) overtake(start, random);
      else for (let copy = 0; copy < copies; copy += 1) start();
      return true;
    },
  };
}

/**
 * Whoever works on a message stops for so long that it comes again. Stopped after a write, others get on
 * and die; stopped before the first, they get it done, and the late one writes last.
 */
function overtake(start: (plan: Plan) => void, random: Random): void {
  if (random.happens(0.5)) {
    start({ stop: { where: 'before', writesLeft: 0 } });
    start({ diesAfter: Number.POSITIVE_INFINITY });
    return;
  }
  const diesAfter = random.pick([1, 1, 2]);
  start({ stop: { ...afterWrite(random), meanwhile: () => start({ diesAfter }) } });
}

const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/;

/** Two messages about one batch may look different: that it was submitted, and that it has arrived. */
const aboutSame = (one: string, other: string): boolean =>
  one === other || (uuid.test(one) && one.match(uuid)?.[0] === other.match(uuid)?.[0]);

/** The messages that an ended invocation left undone. */
function undoneOf(end: End, delivered: readonly Delivered[]): ReadonlySet<string> {
  const all = () => new Set(delivered.map(({ record }) => record.messageId));
  if (end.kind !== 'answered') return all();
  const { batchItemFailures = [] } = (end.value ?? {}) as {
    batchItemFailures?: { itemIdentifier: string }[];
  };
  return new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
}

const plenty = 100_000;

/** What an invocation is told of the time it has left: now and then that there is none any more. */
function contextFor({ random }: World) {
  const short = random.happens(0.03);
  let asked = 0;
  return {
    getRemainingTimeInMillis() {
      asked += 1;
      // The first to ask is the frame around the function, for its own alarm.
      return short && asked > 1 ? 0 : plenty;
    },
  };
}
