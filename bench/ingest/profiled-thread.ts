// Loaded in front of every function of the stack that the benchmark starts, by NODE_OPTIONS. In the
// threads of the one that is watched it takes a processor profile, and hands it over when asked.
import { Session } from 'node:inspector/promises';
import { BroadcastChannel } from 'node:worker_threads';
import { channelName, type Profiled, samplingMicroseconds, watchedFunction } from './profiles.ts';

if (process.env['POWERTOOLS_SERVICE_NAME'] === watchedFunction) await takeProfile();

async function takeProfile(): Promise<void> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: samplingMicroseconds });
  await session.post('Profiler.start');
  const before = process.threadCpuUsage();
  const channel = new BroadcastChannel(channelName);
  channel.onmessage = async ({ data }: { data: unknown }) => {
    if (data !== 'stop') return;
    const { user, system } = process.threadCpuUsage(before);
    const { profile } = await session.post('Profiler.stop');
    channel.postMessage({ processorMs: (user + system) / 1000, profile } satisfies Profiled);
  };
}
