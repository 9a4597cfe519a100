import type { Ended } from './history.ts';
import type { PlantedBug } from './planted/planted-bug.ts';
import type { AwaitPointCounts } from './world/await-points.ts';

/** What a thread is asked to do: the seeds from `first` on, `stride` apart, before `end`. */
export type Task = {
  first: number;
  end: number;
  stride: number;
  /** Seeds that are left out. */
  except: readonly number[];
  /** Put into the code before it is loaded. */
  bug?: PlantedBug;
  /** Ends with the first history that fails. */
  stopsAtFailure: boolean;
  keepsLines: boolean;
};

/** What a thread tells of its work: each history that failed as it ends, now and then the rest. */
export type Told =
  | { kind: 'failed'; ended: Ended }
  | { kind: 'traced'; ended: Ended }
  | { kind: 'progress'; histories: number; faults: Record<string, number> }
  | { kind: 'points'; points: AwaitPointCounts };
