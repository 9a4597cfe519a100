export type QueueState = { name: string; waiting: number; inFlight: number; delayed: number };

type Inspected = {
  name: string;
  approximateMessageCount: number;
  approximateInflightCount: number;
  approximateDelayedCount: number;
};

/** How full every queue is, in one request, which only this emulator can answer. */
export async function queueStates(endpoint: string): Promise<QueueState[]> {
  const answer = await fetch(`${endpoint}/_fauxqs/queues`);
  const queues = (await answer.json()) as Inspected[];
  return queues.map((queue) => ({
    name: queue.name,
    waiting: queue.approximateMessageCount,
    inFlight: queue.approximateInflightCount,
    delayed: queue.approximateDelayedCount,
  }));
}
