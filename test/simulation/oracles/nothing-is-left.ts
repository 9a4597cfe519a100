import { queueNames } from '../world/stores.ts';
import type { Evidence } from './evidence.ts';

/** No message waits, no mark is left for the sweeper. */
export function nothingIsLeft({ world, actors }: Evidence): void {
  const { cloud, stores, fail } = world;
  for (const queue of queueNames) {
    const waiting = cloud.queue(stores.queues[queue]).all().length;
    const lost = cloud.queue(stores.deadLetters[queue]).all().length;
    if (waiting + lost > 0) fail('nothing-left', `${queue}: ${waiting} waiting, ${lost} lost`);
  }
  if (actors.operator.marked() > 0) fail('nothing-left', 'marks for the sweeper');
  for (const { pk, waiting } of cloud.items(stores.tables.reports)) {
    // What an entity may send depends on what it has sent and nobody has worked through.
    if (waiting !== undefined && waiting !== 0) fail('nothing-left', `${pk}: ${waiting} wait`);
  }
}
