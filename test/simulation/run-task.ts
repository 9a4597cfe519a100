import { runHistory } from './history.ts';
import type { Task, Told } from './task.ts';
import { awaitPoints } from './world/await-points.ts';
import { divertLoggers } from './world/logged-failures.ts';

const historiesPerMessage = 50;

export async function runTask(task: Task, tell: (told: Told) => void): Promise<void> {
  divertLoggers();
  // Faults are thrown by the dozen, and nobody reads where.
  if (!task.keepsLines) Error.stackTraceLimit = 0;
  const points = awaitPoints();
  let [histories, faults]: [number, Record<string, number>] = [0, {}];
  const report = () => {
    tell({ kind: 'progress', histories, faults });
    [histories, faults] = [0, {}];
  };
  for (let seed = task.first; seed < task.end; seed += task.stride) {
    if (task.except.includes(seed)) continue;
    const ended = await runHistory(seed, { points, keepLines: task.keepsLines });
    histories += 1;
    for (const [kind, count] of Object.entries(ended.faults)) {
      faults[kind] = (faults[kind] ?? 0) + count;
    }
    if (task.keepsLines) tell({ kind: 'traced', ended });
    if (ended.failures.length > 0) tell({ kind: 'failed', ended });
    if (histories === historiesPerMessage) report();
    if (ended.failures.length > 0 && task.stopsAtFailure) break;
  }
  report();
  tell({ kind: 'points', points: points.counts() });
}
