import { isDeepStrictEqual } from 'node:util';
import type { Case } from '../cases/case.ts';
import type { Assembled, Assembly } from '../cases/cases.ts';
import { isLive } from '../cases/next-case.ts';
import type { CaseId, LedgerKey, RecipientId } from '../identifiers.ts';
import type { InformedAssessments } from './information-records.ts';
import { agenciesOf, type WatchedKeys } from './watched-keys.ts';

export type InformingPorts = {
  assembly: Pick<Assembly, 'replace'>;
  informed: Pick<InformedAssessments, 'mark'>;
};

/**
 * Notes on cases whose subjects agencies have asked about which agencies those are, first come first:
 * such a case goes before others, and to that agency first. Where no gate is passed, so that there is no
 * case, the assessment is marked for somebody to look at. A note goes away when nobody in the case is
 * recognized by a record any more.
 *
 * @param stored what is stored of a whole group, just read.
 * @param keysOf the link keys that a subject uses.
 * @throws StaleWrite when a case changed since it was read.
 */
export async function noteInformation(
  { assembly, informed }: InformingPorts,
  stored: Assembled,
  keysOf: (subject: LedgerKey) => Iterable<LedgerKey>,
  watched: WatchedKeys,
): Promise<void> {
  const cases: Case[] = [];
  for (const [caseId, { assessment }] of stored.assessments) {
    const keys = assessment.subjects.flatMap(({ subject }) => [...keysOf(subject)]);
    const agencies = agenciesOf(watched.recordsOf(keys));
    const theCase = stored.cases.get(caseId);
    if (theCase && isLive(theCase)) cases.push(...noted(theCase, agencies));
    else if (agencies.length > 0) await informed.mark(caseId, agencies);
  }
  if (cases.length === 0) return;
  const nothing = { memberships: new Map(), assessments: new Map<CaseId, undefined>() };
  await assembly.replace(stored, { ...nothing, cases });
}

function noted(theCase: Case, agencies: readonly RecipientId[]): Case[] {
  const { informedBy = [], ...rest } = theCase;
  if (isDeepStrictEqual(informedBy, agencies)) return [];
  const note = agencies.length > 0 ? { informedBy: [...agencies] } : {};
  return [{ ...rest, ...note, revision: theCase.revision + 1 }];
}
