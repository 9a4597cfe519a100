import { canonicalJson } from '../../canonical-json.ts';
import type { Contribution } from '../../ledger/contribution.ts';

type Contributions = ReadonlyMap<string, Contribution>;

/** How what stands differs from what should: by the names of reports, or of users of a link key. */
export type Differences = { missing: string[]; different: string[]; unexpected: string[] };

/** What was withdrawn may stand empty, or not at all. */
export function compareLedger(standing: Contributions, expected: Contributions): Differences {
  const names = [...new Set([...standing.keys(), ...expected.keys()])].sort();
  const sorted: Differences = { missing: [], different: [], unexpected: [] };
  for (const name of names) {
    const [is, should] = [standing.get(name), expected.get(name)];
    if (!should) {
      if (is && !isEmpty(is)) sorted.unexpected.push(name);
    } else if (!is) sorted.missing.push(name);
    else if (contentOf(is) !== contentOf(should)) sorted.different.push(name);
  }
  return sorted;
}

export const areSame = ({ missing, different, unexpected }: Differences): boolean =>
  missing.length + different.length + unexpected.length === 0;

const isEmpty = ({ entries, party, members = [] }: Contribution): boolean =>
  entries.length === 0 && !party && members.length === 0;

/**
 * Whether a contribution replaces another depends on what came before it; the revision of a user of a
 * link key on how often the subject's ledger was written.
 */
function contentOf({ replaces: _, revision, ...said }: Contribution): string {
  return canonicalJson(said.members ? said : { ...said, revision });
}
