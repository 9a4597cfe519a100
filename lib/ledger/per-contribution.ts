import type { Contribution } from './contribution.ts';

/**
 * A function of a contribution that is computed once for each. Contributions never change, and those of
 * sealed chunks stay in memory with what was read: of a long ledger only what is new is worked out.
 */
export function perContribution<T extends object>(
  compute: (contribution: Contribution) => T,
): (contribution: Contribution) => T {
  const known = new WeakMap<Contribution, T>();
  return (contribution) => {
    const found = known.get(contribution);
    if (found) return found;
    const computed = compute(contribution);
    known.set(contribution, computed);
    return computed;
  };
}
