import type { PlantedBug } from '../planted/planted-bug.ts';

/** What a thread is asked to do: the month in order, then the seeds from `first` on before `end`. */
export type Task = {
  first: number;
  end: number;
  stride: number;
  /** Put into the code before it is loaded. */
  bug?: PlantedBug | undefined;
};
