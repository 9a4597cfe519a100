import type { Fault } from './verdict.ts';

/** Leaf hashes as text, from one place of the log on. */
export type Compared = {
  /** Of the leaves that are there. */
  actual: readonly string[];
  /** That the tiles tell of. */
  expected: readonly string[];
  /** How many leaves the whole log has more than it should. */
  surplus: number;
  /** Whether a hash is anywhere in the log: among the leaves, among the tiles. */
  isLeaf: (hash: string) => boolean;
  isExpected: (hash: string) => boolean;
};

/**
 * What was done to the first leaf that is not what it should be.
 *
 * @returns its place and what was done; undefined when all are what they should be.
 */
export function compareLeaves({
  actual,
  expected,
  surplus,
  isLeaf,
  isExpected,
}: Compared): { kind: Fault['kind'] & Done; at: number } | undefined {
  const length = Math.max(actual.length, expected.length);
  const at = Array.from({ length }, (_, place) => place).find(
    (place) => actual[place] !== expected[place],
  );
  if (at === undefined) return undefined;
  const [found, wanted] = [actual[at], expected[at]];
  if (found === undefined) return { kind: 'deleted', at };
  if (wanted === undefined) return { kind: 'inserted', at };
  const goesOn = at + 1 < length && actual[at + 1] === expected[at + 1];
  return { kind: kindOf({ stays: isLeaf(wanted), known: isExpected(found), goesOn, surplus }), at };
}

type Done = 'edited' | 'deleted' | 'inserted' | 'reordered';

/**
 * @param stays whether the leaf that should be here is somewhere else.
 * @param known whether the leaf that is here belongs somewhere else.
 * @param goesOn whether the next leaf is what it should be.
 */
function kindOf({
  stays,
  known,
  goesOn,
  surplus,
}: {
  stays: boolean;
  known: boolean;
  goesOn: boolean;
  surplus: number;
}): Done {
  if (stays && known) return surplus > 0 ? 'inserted' : surplus < 0 ? 'deleted' : 'reordered';
  if (goesOn) return 'edited';
  if (stays) return 'inserted';
  return known ? 'deleted' : 'edited';
}
