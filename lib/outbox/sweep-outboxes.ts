import type { OutboxTable } from './outbox-table.ts';

/** Whoever made a change sends its message at once; a younger mark is still theirs. */
const leftBehindAfterMilliseconds = 60_000;

export type Ports<Key, Message> = {
  tables: ReadonlyArray<OutboxTable<Key, Message>>;
  /** RFC 3339 UTC. */
  now: () => string;
};

/**
 * Sends what a crash left behind. One item that cannot be sent does not keep the others waiting.
 *
 * @returns how many items were published.
 * @throws AggregateError when some could not be: they stay for the next sweep.
 */
export async function sweepOutboxes<Key, Message>({
  tables,
  now,
}: Ports<Key, Message>): Promise<number> {
  const before = new Date(Date.parse(now()) - leftBehindAfterMilliseconds).toISOString();
  const failures: unknown[] = [];
  let published = 0;
  for (const table of tables) {
    for await (const item of table.pending(before)) {
      try {
        await table.publish(item);
        published += 1;
      } catch (failure) {
        failures.push(failure);
      }
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} items unsent`);
  return published;
}
