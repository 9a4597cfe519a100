import type { Call } from '../../../local/simulated/call.ts';
import type { Random } from './seeded-random.ts';

/**
 * Where an invocation stops for far longer than others take: at its very beginning, or just before or
 * just after one of its writes. What others do meanwhile is what it did not see, or undoes.
 */
export type LongStop = {
  where: 'beginning' | 'before' | 'after';
  writesLeft: number;
  /** What happens once it has stopped after a write. */
  meanwhile?: () => void;
};

export function longStop(random: Random): LongStop {
  const where = random.weighted({ beginning: 2, before: 4, after: 4 });
  const writes = { beginning: [0], before: [0, 0, 1, 2], after: [1, 1, 1, 2] };
  return { where, writesLeft: random.pick(writes[where]) };
}

/** @param call the next one; undefined when it pauses by itself. */
export const stopsAt = ({ where, writesLeft }: LongStop, call: Call | undefined): boolean =>
  writesLeft === 0 && (where !== 'before' || (call !== undefined && isWrite(call)));

/** What is left of the stop once the call goes on: the one at the beginning lasts to the end. */
export function afterCall(stop: LongStop, call: Call | undefined): LongStop | undefined {
  if (stopsAt(stop, call)) return stop.where === 'beginning' ? stop : undefined;
  if (call === undefined || !isWrite(call) || stop.writesLeft === 0) return stop;
  const left = { ...stop, writesLeft: stop.writesLeft - 1 };
  if (left.writesLeft === 0) left.meanwhile?.();
  return left;
}

/** Whether others may find by it how far somebody is: objects are told of in tables only. */
export const isWrite = ({ service, operation }: Call): boolean =>
  service === 'dynamodb' && !/^(Get|Query|BatchGet)/.test(operation);

/** Just after a write, mostly the first. */
export const afterWrite = (random: Random): LongStop => ({
  where: 'after',
  writesLeft: random.pick([1, 1, 2]),
});
