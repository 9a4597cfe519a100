import type { LedgerKey } from '../identifiers.ts';
import type { Contribution } from './contribution.ts';
import type { Ledgers, Merged } from './ledgers.ts';
import { contributionsToLinks, fewUsers } from './uses.ts';

/**
 * Brings what reports tell into the ledgers of their subjects, and what that changes about the use of
 * link keys into the ledgers of these. Safe to repeat: after a crash the same call, with `again`, does
 * what was left undone.
 *
 * @param again whether an earlier try may have merged some of it, and gone no further.
 * @returns every ledger that must be looked at again.
 */
export async function takeIn(
  ledgers: Pick<Ledgers, 'mergeMany' | 'markShared'>,
  changes: ReadonlyMap<LedgerKey, readonly Contribution[]>,
  { again }: { again: boolean },
): Promise<LedgerKey[]> {
  const subjects = await ledgers.mergeMany(changes);
  const links = new Map<LedgerKey, Contribution[]>();
  for (const [subject, { since: news, uses }] of subjects) {
    const contributions = changes.get(subject) ?? [];
    const entity = contributions[0]?.report.entity ?? '';
    // What an earlier try changed is not to be told from what others did: then all of it is told. So
    // it is by who replaces a report, for the try that brought it may have died, and has no say now.
    const replaces = contributions.some((one) => one.replaces);
    const since = again || replaces ? 0 : news;
    for (const [key, told] of contributionsToLinks(uses, { subject, entity, since })) {
      const others = links.get(key);
      if (others) others.push(told);
      else links.set(key, [told]);
    }
  }
  if (links.size > 0) await ledgers.markShared(sharedBy(links, await ledgers.mergeMany(links)));
  return [...changes.keys(), ...links.keys()];
}

/** Who must hear that a key is used by others too. Of an employer everybody knows. */
function sharedBy(
  links: ReadonlyMap<LedgerKey, readonly Contribution[]>,
  merged: ReadonlyMap<LedgerKey, Merged>,
): Map<LedgerKey, Set<LedgerKey>> {
  const shared = new Map<LedgerKey, Set<LedgerKey>>();
  for (const [key, { users }] of merged) {
    if (key.startsWith('employer:') || (users.newest.length < 2 && !users.more)) continue;
    const told = (links.get(key) ?? []).map(({ report }) => report.reference);
    const isCommon = users.more || users.newest.length > fewUsers;
    for (const subject of isCommon ? told : users.newest) {
      shared.set(subject, (shared.get(subject) ?? new Set()).add(key));
    }
  }
  return shared;
}
