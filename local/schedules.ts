import type { Schedule } from './template/schedules.ts';

export type Schedules = { stop: () => void };

/**
 * Runs each schedule at its rate, and once right away: what a crash left behind should not wait a
 * whole interval. A run that is still going is not joined by a second one.
 */
export function startSchedules(
  schedules: Schedule[],
  invoke: (functionArn: string, event: object) => Promise<unknown>,
): Schedules {
  const timers = schedules.map(({ name, everySeconds, functionArn, input }) => {
    let running = false;
    const run = async () => {
      if (running) return;
      running = true;
      await invoke(functionArn, (input ?? scheduledEvent(name)) as object);
      running = false;
    };
    void run();
    return setInterval(() => void run(), everySeconds * 1000);
  });
  return { stop: () => timers.forEach(clearInterval) };
}

function scheduledEvent(name: string) {
  return {
    version: '0',
    source: 'aws.events',
    'detail-type': 'Scheduled Event',
    time: new Date().toISOString(),
    resources: [name],
    detail: {},
  };
}
