import { isDeepStrictEqual } from 'node:util';
import { caseIdOf } from '../cases/assessment.ts';
import type { Case } from '../cases/case.ts';
import type { Assembled, Assembly } from '../cases/cases.ts';
import { isLive } from '../cases/next-case.ts';
import type { CaseId, LedgerKey, RecipientId } from '../identifiers.ts';
import type { InformedAssessments } from './information-records.ts';
import type { ConfirmedRecords } from './note-possible-matches.ts';
import { agenciesOf, type WatchedKeys } from './watched-keys.ts';

export type InformingPorts = {
  assembly: Pick<Assembly, 'replace'>;
  informed: Pick<InformedAssessments, 'mark' | 'marked' | 'unmark'>;
};

/**
 * Notes on cases whose subjects agencies have asked about which agencies those are, first come first:
 * such a case goes before others, and to that agency first. Where no gate is passed, so that there is no
 * case, the assessment is marked for somebody to look at. A note or mark goes away when nobody in the
 * case or assessment is recognized by a record any more, a mark also when there is a case or no assessment.
 *
 * @param stored what is stored of a whole group, just read.
 * @param keysOf the link keys that a subject uses.
 * @param confirmed records of which people said that they speak of a subject.
 * @throws StaleWrite when a case changed since it was read.
 */
export async function noteInformation(
  { assembly, informed }: InformingPorts,
  stored: Assembled,
  keysOf: (subject: LedgerKey) => Iterable<LedgerKey>,
  { watched, confirmed }: { watched: WatchedKeys; confirmed: ConfirmedRecords },
): Promise<void> {
  const cases: Case[] = [];
  const marks = new Map<CaseId, RecipientId[]>();
  for (const [caseId, { assessment }] of stored.assessments) {
    const subjects = assessment.subjects.map(({ subject }) => subject);
    const keys = subjects.flatMap((subject) => [...keysOf(subject)]);
    const said = subjects.flatMap((subject) => confirmed.get(subject) ?? []);
    const agencies = agenciesOf(watched.recordsOf(keys, said));
    const theCase = stored.cases.get(caseId);
    if (theCase && isLive(theCase)) cases.push(...noted(theCase, agencies));
    else if (agencies.length > 0) marks.set(caseId, agencies);
  }
  // As long as nobody has asked for anything there is no mark to read.
  if (!watched.isEmpty) await keepMarks(informed, namesOfAssessments(stored), marks);
  if (cases.length === 0) return;
  const nothing = { memberships: new Map(), assessments: new Map<CaseId, undefined>() };
  await assembly.replace(stored, { ...nothing, cases });
}

/** Of the assessments that there are, and of those that there may have been of the same subjects. */
function namesOfAssessments({ assessments, memberships }: Assembled): CaseId[] {
  const everIn = [...memberships].flatMap(([subject, note]) => (note ? [subject] : []));
  return [...new Set([...assessments.keys(), ...everIn.map((subject) => caseIdOf([subject]))])];
}

async function keepMarks(
  informed: InformingPorts['informed'],
  caseIds: readonly CaseId[],
  marks: ReadonlyMap<CaseId, RecipientId[]>,
): Promise<void> {
  const standing = await informed.marked(caseIds);
  for (const [caseId, agencies] of marks) {
    if (!isDeepStrictEqual(standing.get(caseId), agencies)) await informed.mark(caseId, agencies);
  }
  for (const [caseId, agencies] of standing) {
    if (!marks.has(caseId)) await informed.unmark(caseId, agencies);
  }
}

function noted(theCase: Case, agencies: readonly RecipientId[]): Case[] {
  const { informedBy = [], ...rest } = theCase;
  if (isDeepStrictEqual(informedBy, agencies)) return [];
  const note = agencies.length > 0 ? { informedBy: [...agencies] } : {};
  return [{ ...rest, ...note, revision: theCase.revision + 1 }];
}
