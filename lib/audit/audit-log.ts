import type { Edge } from './merkle-tree.ts';

/*
 * The ports to the audit log. Its head decides what is in the log and in which order; static objects
 * hold the leaves, the tree and the signed checkpoints. Whoever changes the head has published what it
 * held before, so a crash leaves at most one append to be published by the next.
 */

export type LogHead = {
  /** How many leaves the log has. */
  size: number;
  edge: Edge;
  /** The leaves of the last append, as long as it is not known that the objects hold them. */
  unpublished: readonly Uint8Array[];
};

export const emptyLog: LogHead = { size: 0, edge: [], unpublished: [] };

/** How many leaves the objects are known to hold. */
export const publishedSize = ({ size, unpublished }: LogHead): number => size - unpublished.length;

export type LogHeads = {
  read(): Promise<LogHead>;
  /** Where those of the leaves stand that are in the log, by id. */
  placesOf(ids: readonly string[]): Promise<Map<string, number>>;
  /**
   * Replaces the head and notes the place of each new leaf, all or nothing.
   *
   * @returns false when the size is no longer `previous`, or one of the leaves is there already.
   */
  append(previous: number, next: LogHead, places: ReadonlyMap<string, number>): Promise<boolean>;
  /** Notes that the objects hold all leaves of a log of this size, unless it has grown since. */
  markPublished(size: number): Promise<void>;
};

export type LogObjects = {
  get(name: string): Promise<Uint8Array | undefined>;
  /** Keeps the bytes unless there are any of that name. @returns those that stand. */
  keep(name: string, bytes: Uint8Array): Promise<Uint8Array>;
  /** Puts this note under the name `checkpoint`, unless one of a larger log stands there. */
  advance(note: string): Promise<void>;
};

/** Under its size each checkpoint stays; `checkpoint` is the newest. */
export const newestCheckpoint = 'checkpoint';
export const checkpointName = (size: number): string =>
  `checkpoints/${String(size).padStart(12, '0')}`;
