/** A copy of the log's objects, wherever it lies. */
export type LogSource = {
  /** Undefined where there is none of that name. */
  get(name: string): Promise<Uint8Array | undefined>;
  /** The sizes under which checkpoints are kept, ascending; none where that cannot be told. */
  checkpointSizes(): Promise<number[]>;
};
