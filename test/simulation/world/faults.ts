import type { Call, Fate } from '../../../local/simulated/call.ts';
import type { AwaitPoints } from './await-points.ts';
import type { Length } from './length.ts';
import type { Random } from './seeded-random.ts';
import { seldomCrashes } from './seldom-reached.ts';
import { shareOf } from './share-of-seeds.ts';
import type { Temper } from './temper.ts';

/** What goes wrong in one history, and how much of it. */
export type Faults = {
  /** How a call ends; draws from chance, and counts what is a fault. */
  fateOf(call: Call, place: string): Fate;
  /** That of a call with which an instance is to die, as long as anything goes wrong. */
  deathAt(place: string): Fate;
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
const mostFaults: Readonly<Record<Length, number>> = { tiny: 12, short: 24, long: 45 };
const mostCrashes = 5;
/** So many of them after everything came to rest once. */
const mostLaterFaults = 12;
const mostLaterCrashes = 4;
/** Of so many calls of functions that are seldom called one goes wrong. */
const rareRates = { seldom: 0.2, looks: 0.3 };
/** Whoever only looks can die as often as he likes: nobody waits for him. */
const onlyLooks = ({ actor }: Call) => actor.startsWith('read-');
const isSeldom = ({ actor }: Call) =>
  actor.startsWith('dispatch-disclosure#') || actor.startsWith('serve-outbox#');

/** So many of the places from which functions call are fragile in a history, */
const fragilePlaces = 0.1;
/** and so often an instance dies at one. */
const fragility = 0.35;

/**
 * Faults of one history. Some histories see few, some many. In each, one in ten of the places from which
 * functions call is fragile, others in every history: there instances die often, so that also the rarest
 * await points see their crashes.
 *
 * @param seed decides which places are fragile, and whether a place is where a call stands in the code,
 *   or only whose it is and of what kind.
 */
export function seededFaults(
  { seed, length, temper }: { seed: number; length: Length; temper: Temper },
  random: Random,
  points: AwaitPoints,
): Faults {
  const rate = random.pick(rates[length]) * temper.faults;
  const counts: Record<string, number> = {};
  const bySite = shareOf('by site', seed) < 0.5;
  const diesWhereSeldom = seldomCrashes(seed, random);
  let hasEnded = false;
  let [left, crashesLeft, fragileLeft] = [mostFaults[length], mostCrashes, 4];
  const count = (kind: string) => {
    left -= 1;
    counts[kind] = (counts[kind] ?? 0) + 1;
  };

  function crashAt(
    place: string,
    when = random.pick(['dies-before', 'dies-after'] as const),
  ): Fate {
    crashesLeft -= 1;
    points.crashed(place, when === 'dies-before' ? 'before' : 'after');
    count('crash');
    return when;
  }

  function drawn(call: Call, place: string): Fate {
    if (fragileLeft > 0 && isFragile(call, place) && random.happens(fragility)) {
      fragileLeft -= 1;
      return crashAt(place);
    }
    const likely = likelyFate(call, temper, random);
    if (likely) {
      count(likely);
      return likely;
    }
    if (!random.happens(rateOf(call))) return 'done';
    const fate = random.weighted(fatesOf(call));
    if (fate === 'crash') return crashesLeft > 0 || onlyLooks(call) ? crashAt(place) : 'done';
    count(fate);
    return fate;
  }

  function rateOf(call: Call): number {
    if (onlyLooks(call)) return rareRates.looks;
    return isSeldom(call) ? rareRates.seldom : rate;
  }

  const isFragile = ({ actor, operation }: Call, place: string) => {
    const name = bySite ? place : actor.slice(0, actor.indexOf('#'));
    return shareOf(`${name} ${operation}`, seed) < fragilePlaces;
  };

  return {
    deathAt: (place) => (left > 0 ? crashAt(place, 'dies-after') : 'done'),
    fateOf(call, place) {
      if (hasEnded) return 'done';
      // Also where nothing else is to go wrong any more: few functions that come last were left to die.
      if (diesWhereSeldom(place)) return crashAt(place);
      return left > 0 ? drawn(call, place) : 'done';
    },
    happens(kind, share) {
      if (left <= 0 || !random.happens(share)) return false;
      count(kind);
      return true;
    },
    counts: () => counts,
    end() {
      left = 0;
      hasEnded = true;
    },
    begin() {
      hasEnded = false;
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
  SignCommand: { ...always, repeated: 3 },
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
function likelyFate(call: Call, temper: Temper, random: Random): LikelyFate | undefined {
  const { operation, input } = call;
  if (call.service === 's3') return fateOfObject(call, temper, random);
  if (isEventual(call)) return random.happens(0.3) ? 'stale' : undefined;
  if (operation === 'SendMessageBatchCommand') return random.happens(0.15) ? 'partly' : undefined;
  if (operation === 'TransactWriteCommand') return random.happens(0.03) ? 'conflict' : undefined;
  if (operation !== 'BatchGetCommand') return undefined;
  const { RequestItems = {} } = input as { RequestItems?: Record<string, { Keys?: unknown[] }> };
  const isSeveral = Object.values(RequestItems).some(({ Keys = [] }) => Keys.length > 1);
  return isSeveral && random.happens(0.04) ? 'partly' : undefined;
}

type LikelyFate = 'stale' | 'partly' | 'conflict' | 'damaged' | 'repeated';

function fateOfObject(
  call: Call,
  { damage }: Temper,
  random: Random,
): 'damaged' | 'repeated' | undefined {
  if (damage === 0 || !random.happens(damage)) return undefined;
  if (call.operation === 'PutObjectCommand') return 'repeated';
  return 'damaged' in fatesOf(call) ? 'damaged' : undefined;
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
