let waits: () => Promise<void> = async () => {};

/** How pauses pass from now on: one history at a time runs in a thread. */
export function passPausesBy(pause: () => Promise<void>): void {
  waits = pause;
}

/** Stands in for `lib/aws/pause-with-jitter.ts`: no history waits for real time. */
export const pauseWithJitter = async (_attempt: number): Promise<void> => waits();
