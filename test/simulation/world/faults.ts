import type { Call, Fate } from '../../../local/simulated/call.ts';
import type { AwaitPoints } from './await-points.ts';
import type { Length } from './length.ts';
import type { Random } from './seeded-random.ts';

/** What goes wrong in one history, and how much of it. */
export type Faults = {
  /** How a call ends; draws from chance, and counts what is a fault. */
  fateOf(call: Call, place: string): Fate;
  /** Whether a fault of another kind happens now, in so large a part of the draws. */
  happens(kind: OtherFault, share: number): boolean;
  counts(): Record<string, number>;
  /** Nothing goes wrong any more. */
  end(): void;
  /** Something goes wrong again. */
  begin(): void;
};

type OtherFault = 'delivered-again' | 'delivered-twice-at-once' | 'answer-unread' | 'clock-jump';

/** Of so many calls one goes wrong. */
const rates: Readonly<Record<Length, readonly number[]>> = {
  tiny: [0.03, 0.08, 0.12, 0.16],
  short: [0, 0.02, 0.05, 0.08],
  long: [0.01, 0.03, 0.05],
};

/** More faults than these no history has, so that each comes to an end. */
const mostFaults = 45;
const mostCrashes = 8;
/** So many of them after everything came to rest once. */
const mostLaterFaults = 15;
const mostLaterCrashes = 4;
/** Of so many calls of a function that is seldom called one goes wrong. */
const rareRate = 0.2;
const isRare = ({ actor }: Call) => actor.startsWith('dispatch-disclosure#');

/**
 * Faults of one history. Some histories see few, some many. In each, one kind of call in sixteen is
 * fragile: there instances die often, so that also the rarest await points see their crashes.
 *
 * @param seed decides which calls are fragile.
 */
export function seededFaults(
  { seed, length }: { seed: number; length: Length },
  random: Random,
  points: AwaitPoints,
): Faults {
  const rate = random.pick(rates[length]);
  const counts: Record<string, number> = {};
  let [left, crashesLeft, fragileLeft] = [mostFaults, mostCrashes, 4];
  const count = (kind: string) => {
    left -= 1;
    counts[kind] = (counts[kind] ?? 0) + 1;
  };

  function crashAt(place: string): Fate {
    crashesLeft -= 1;
    const before = random.happens(0.5);
    points.crashed(place, before ? 'before' : 'after');
    count('crash');
    return before ? 'dies-before' : 'dies-after';
  }

  function drawn(call: Call, place: string): Fate {
    if (fragileLeft > 0 && isFragile(call, seed) && random.happens(0.3)) {
      fragileLeft -= 1;
      return crashAt(place);
    }
    const likely = likelyFate(call, random);
    if (likely) {
      count(likely);
      return likely;
    }
    if (!random.happens(isRare(call) ? rareRate : rate)) return 'done';
    const fate = random.weighted(fatesOf(call));
    if (fate === 'crash') return crashesLeft > 0 ? crashAt(place) : 'done';
    count(fate);
    return fate;
  }

  return {
    fateOf: (call, place) => (left > 0 ? drawn(call, place) : 'done'),
    happens(kind, share) {
      if (left <= 0 || !random.happens(share)) return false;
      count(kind);
      return true;
    },
    counts: () => counts,
    end() {
      left = 0;
    },
    begin() {
      [left, crashesLeft, fragileLeft] = [mostLaterFaults, mostLaterCrashes, 2];
    },
  };
}

type Weights = Partial<
  Record<Exclude<Fate, 'done' | 'dies-before' | 'dies-after'> | 'crash', number>
>;

const always: Weights = { crash: 4, throttled: 2, 'answer-lost': 4, refused: 1 };
const writes: Weights = { ...always, repeated: 4, conflict: 2 };
const weightsByOperation: Readonly<Record<string, Weights>> = {
  GetCommand: always,
  QueryCommand: always,
  BatchGetCommand: { ...always, partly: 4 },
  BatchWriteCommand: { ...writes, partly: 4 },
  PutCommand: writes,
  UpdateCommand: writes,
  DeleteCommand: writes,
  TransactWriteCommand: { ...writes, conflict: 4 },
  GetObjectCommand: { ...always, damaged: 4, 'cut-short': 3 },
  PutObjectCommand: { ...writes, conflict: 3 },
  SendMessageCommand: { ...always, repeated: 4 },
  SendMessageBatchCommand: { ...always, repeated: 3, partly: 5 },
};

function fatesOf({ operation, input }: Call): Weights {
  const weights = weightsByOperation[operation] ?? always;
  if (operation !== 'GetObjectCommand') return weights;
  const { Key = '' } = input as { Key?: string };
  const { damaged: _, ...others } = weights;
  return checkedByTheStore.test(Key) ? others : weights;
}

/** What entities sent is read as a stream: the store's own checksum tells whether it is whole. */
const checkedByTheStore = /^(batches|uploads)\//;

/**
 * What goes wrong far more often with a call than with others, so that a few hundred histories see it:
 * reads that may be stale, batches that may be done in part, transactions that may meet others.
 */
function likelyFate(call: Call, random: Random): 'stale' | 'partly' | 'conflict' | undefined {
  const { operation, input } = call;
  if (isEventual(call)) return random.happens(0.3) ? 'stale' : undefined;
  if (operation === 'SendMessageBatchCommand') return random.happens(0.15) ? 'partly' : undefined;
  if (operation === 'TransactWriteCommand') return random.happens(0.03) ? 'conflict' : undefined;
  if (operation !== 'BatchGetCommand') return undefined;
  const { RequestItems = {} } = input as { RequestItems?: Record<string, { Keys?: unknown[] }> };
  const isSeveral = Object.values(RequestItems).some(({ Keys = [] }) => Keys.length > 1);
  return isSeveral && random.happens(0.04) ? 'partly' : undefined;
}

/** Reads of tables and indexes that do not ask to be consistent. */
const isEventual = ({ service, operation, input }: Call): boolean => {
  if (service !== 'dynamodb') return false;
  if (operation === 'GetCommand' || operation === 'QueryCommand') {
    return (input as { ConsistentRead?: boolean }).ConsistentRead !== true;
  }
  if (operation !== 'BatchGetCommand') return false;
  const { RequestItems = {} } = input as {
    RequestItems?: Record<string, { ConsistentRead?: boolean }>;
  };
  return Object.values(RequestItems).some(({ ConsistentRead }) => ConsistentRead !== true);
};

const classes = 16;
const classOf = new Map<string, number>();

/** Every kind of call that a function makes is of one class, and each seed has one class of fragile calls. */
function isFragile({ actor, operation }: Call, seed: number): boolean {
  const name = `${actor.slice(0, actor.indexOf('#'))} ${operation}`;
  let known = classOf.get(name);
  if (known === undefined) {
    known = 0;
    for (let at = 0; at < name.length; at += 1) {
      known = Math.imul(known ^ name.charCodeAt(at), 0x01000193);
    }
    known = (known >>> 8) % classes;
    classOf.set(name, known);
  }
  return known === seed % classes;
}
