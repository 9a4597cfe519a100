import { batchesOf } from './batches.ts';
import { totalOf } from './bill-table.ts';
import { makeKnown } from './known-clients.ts';
import type { MeteredMachine } from './machine.ts';
import {
  allClients,
  type Habit,
  habitsOf,
  type Order,
  reportsInMonth,
  reportsOfMonth,
} from './workload.ts';

export type Month = { habits: readonly Habit[]; reports: number; order: Order };

export const monthOf = (reports: number, order: Order): Month => ({
  habits: habitsOf(allClients()),
  reports,
  order,
});

/** What was sent, in numbers. */
export type Sent = {
  reports: number;
  batches: number;
  /** Of each batch the clients it speaks of, added up. */
  clients: number;
  bytes: number;
  plainBytes: number;
  /** Reports of the past that clients were given. */
  past: number;
};

/** Sends the month, or its beginning, in batches of one size and lets each have its last effect. */
export async function sendMonth(
  machine: MeteredMachine,
  { habits, reports, order }: Month,
  { size, say }: { size: number; say: (text: string) => void },
): Promise<Sent> {
  const sent = { reports: 0, batches: 0, clients: 0, bytes: 0, plainBytes: 0, past: 0 };
  if (reports < reportsInMonth) {
    const coming = new Set(
      [...reportsOfMonth(habits, { most: reports, order })].map(({ client }) => client),
    );
    say(`${coming.size} clients get a past`);
    const known = habits.map(({ client }) => client).filter(({ number }) => coming.has(number));
    sent.past = await makeKnown(machine, known);
  }
  for (const batch of batchesOf(reportsOfMonth(habits, { most: reports, order }), size)) {
    await machine.take(batch);
    sent.reports += batch.reports;
    sent.batches += 1;
    sent.clients += batch.clients;
    sent.bytes += batch.bytes.length;
    sent.plainBytes += batch.plainBytes;
    const megabytes = Math.round(process.memoryUsage().rss / 1e6);
    const cost = totalOf(machine, sent.reports).toFixed(3);
    say(`${size}: ${sent.reports} reports, US$ ${cost} per million, ${megabytes} MB of memory`);
  }
  return sent;
}
