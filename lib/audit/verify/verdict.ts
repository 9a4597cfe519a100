/**
 * What is wrong with a log, as far as its objects tell. `index` is the first leaf at fault, from 0;
 * `until` the first after those among which it is, where no more can be told.
 */
export type Fault =
  | { kind: 'edited' | 'deleted' | 'inserted' | 'reordered'; index: number }
  /** The tree was rewritten together with the leaves: what was done to them cannot be told. */
  | { kind: 'rewritten'; index: number; until: number }
  /** The log was longer before. */
  | { kind: 'rolled-back'; index: number; until: number }
  /** All leaves are what was signed, and a copy of the tree's hashes is not. */
  | { kind: 'tile-altered'; object: string }
  /** A checkpoint that is not there, cannot be read, or is not signed by the key. */
  | { kind: 'checkpoint-missing' | 'checkpoint-unreadable' | 'signature-invalid'; object: string };

export type Verdict = {
  origin?: string;
  /** How many leaves the newest checkpoint speaks of. */
  size?: number;
  /** Their root hash as signed, base64. */
  root?: string;
  /** Whether signatures were verified: only with a key. */
  isSigned: boolean;
  /** The size of the checkpoint that was kept from before, which is the beginning of this log. */
  grownFrom?: number;
  /** Absent when all is as it was signed. */
  fault?: Fault;
};
