import type { LedgerKey } from '../identifiers.ts';
import { compareText } from '../ledger/compare-instants.ts';
import type { Case } from './case.ts';
import type { Merge, Split } from './standing-decisions.ts';

/** Who belongs together, and who does not, because people said so. */
export type Bonds = {
  /** All of each are in one group, whatever links say. */
  together: readonly (readonly LedgerKey[])[];
  /** None of those who left is in one group with one of those who stayed. */
  apart: readonly Pick<Split, 'leaving' | 'staying'>[];
};

export const noBonds: Bonds = { together: [], apart: [] };

/**
 * The bonds of the merges and splits that stand in some cases, each once though both of its cases hold
 * it, and the same in whatever order the cases come. Where a split goes through what was merged before,
 * the split counts: whoever split them saw that they were merged.
 */
export function bondsOf(cases: Iterable<Case>): Bonds {
  const merges = new Map<string, Merge>();
  const splits = new Map<string, Split>();
  for (const { standing } of cases) {
    for (const merge of standing?.merges ?? [])
      merges.set(`${merge.into} ${merge.sequence}`, merge);
    for (const split of standing?.splits ?? [])
      splits.set(`${split.from} ${split.sequence}`, split);
  }
  if (merges.size + splits.size === 0) return noBonds;
  const apart = inOrder(splits);
  const joined = [
    ...inOrder(merges).map(({ subjects }) => subjects),
    ...apart.map(({ leaving }) => leaving),
  ];
  return { together: joined.flatMap((subjects) => cut(subjects, apart)), apart };
}

/** The subjects that a person joined with one of these, themselves among them. */
export function joinedWith(subjects: Iterable<LedgerKey>, { together }: Bonds): Set<LedgerKey> {
  const joined = new Set(subjects);
  for (let size = -1; size !== joined.size; ) {
    size = joined.size;
    for (const group of together) {
      if (group.some((subject) => joined.has(subject))) for (const one of group) joined.add(one);
    }
  }
  return joined;
}

const inOrder = <T>(records: ReadonlyMap<string, T>): T[] =>
  [...records].sort(([a], [b]) => compareText(a, b)).map(([, record]) => record);

function cut(subjects: readonly LedgerKey[], apart: Bonds['apart']): (readonly LedgerKey[])[] {
  return apart.reduce(
    (pieces: (readonly LedgerKey[])[], { leaving, staying }) =>
      pieces.flatMap((piece) => {
        const left = piece.filter((subject) => leaving.includes(subject));
        const cutsIt = left.length > 0 && piece.some((subject) => staying.includes(subject));
        return cutsIt ? [left, piece.filter((subject) => !leaving.includes(subject))] : [piece];
      }),
    [subjects],
  );
}
