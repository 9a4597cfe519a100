import type { Profiler } from 'node:inspector';
import { BroadcastChannel } from 'node:worker_threads';

export const watchedFunction = 'ingest-batch';
export const channelName = 'bench-ingest-profiles';
export const samplingMicroseconds = 5000;

/** What one thread did. */
export type Profiled = {
  /** Processor time of the thread, user and system. */
  processorMs: number;
  profile: Profiler.Profile;
};

/** The value of NODE_OPTIONS with which functions are profiled. */
export const profilingOptions = `--enable-source-maps --import=${new URL('./profiled-thread.ts', import.meta.url).href}`;

/** A thread that has not answered by then is not one of those that are watched. */
const patienceMs = 20_000;

/** Ends the profiles of all threads that are watched, of which there are so many at most. */
export async function collectProfiles(most: number): Promise<Profiled[]> {
  const channel = new BroadcastChannel(channelName);
  const collected: Profiled[] = [];
  try {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, patienceMs);
      channel.onmessage = ({ data }: { data: unknown }) => {
        collected.push(data as Profiled);
        if (collected.length < most) return;
        clearTimeout(timer);
        resolve();
      };
      channel.postMessage('stop');
    });
  } finally {
    channel.close();
  }
  return collected;
}
