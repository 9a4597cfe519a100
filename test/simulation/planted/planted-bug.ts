/** A mistake that somebody could make: one place of one file, and what would stand there instead. */
export type PlantedBug = {
  name: string;
  /** From the root of the project. */
  file: string;
  /** Occurs exactly once in the file. */
  find: string;
  replace: string;
  /** What it does to the machine. */
  why: string;
};
