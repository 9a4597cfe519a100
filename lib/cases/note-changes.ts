import { canonicalJson } from '../canonical-json.ts';
import { StaleWrite } from '../errors.ts';
import type { LedgerKey } from '../identifiers.ts';
import type { AssessedSubject } from './assessment.ts';
import type { Case } from './case.ts';
import type { Assembled, Assembly } from './cases.ts';
import { changedFacts, type FactsNow, nothingChanged } from './changed-facts.ts';
import type { FrozenFacts } from './frozen-facts.ts';
import type { FrozenName, FrozenRecords } from './frozen-records.ts';
import type { ReportStandings } from './report-standings.ts';

export type NotingPorts = {
  frozen: Pick<FrozenRecords, 'about' | 'read' | 'note'>;
  assembly: Pick<Assembly, 'read'>;
  standings: ReportStandings;
  /** Waits a while, with jitter, after attempt 1, 2, … */
  pause: (attempt: number) => Promise<void>;
};

const maxRounds = 24;

/**
 * Notes what became of the facts that people decided on, wherever one of these subjects is among them:
 * so an analyst sees what changed since he claimed a case, and a package that left is marked for
 * amendment. A mark goes away when the facts are again what they were.
 *
 * Works in rounds like `assembleCase`, after it, and for the same reason: whoever wrote looks again.
 *
 * @throws StaleWrite when others kept noting the same; the message then comes again.
 * @see docs/decisions/017-amendments-are-derived.md
 */
export async function noteChanges(
  ports: NotingPorts,
  subjects: readonly LedgerKey[],
): Promise<void> {
  for (const name of await ports.frozen.about(subjects)) await noteOne(ports, name);
}

async function noteOne({ frozen, pause, ...ports }: NotingPorts, name: FrozenName): Promise<void> {
  for (let round = 1; round <= maxRounds; round += 1) {
    // The note is read first: whoever notes something newer meanwhile is in the way of this one.
    const record = await frozen.read(name);
    if (!record) return;
    const changed = changedFacts(record.facts, await factsNow(ports, record.facts));
    const { changed: noted } = record.noted ?? { changed: nothingChanged };
    if (canonicalJson(noted) === canonicalJson(changed)) return;
    try {
      await frozen.note(record, changed, movedOn(record.theCase));
    } catch (cause) {
      if (!(cause instanceof StaleWrite)) throw cause;
      await pause(round);
    }
  }
  throw new StaleWrite(name.caseId);
}

async function factsNow(
  { assembly, standings }: Pick<NotingPorts, 'assembly' | 'standings'>,
  { caseId, subjects, reports }: FrozenFacts,
): Promise<FactsNow> {
  const stored = await assembly.read(subjects);
  const own = stored.assessments.get(caseId)?.assessment;
  const inIt = new Set(own?.subjects.map(({ subject }) => subject));
  // Whoever left the case is looked up where she is now.
  const elsewhere = subjects.flatMap((subject) => {
    const current = inIt.has(subject) ? undefined : stored.memberships.get(subject)?.caseId;
    const found = current && stored.assessments.get(current)?.assessment;
    return found ? [{ subject, found }] : [];
  });
  const matches = elsewhere.flatMap(({ subject, found }) =>
    found.matches.filter((match) => match.subject === subject),
  );
  const assessed = elsewhere.flatMap(({ subject, found }) =>
    found.subjects.filter((one) => one.subject === subject),
  );
  return {
    standings: await standings.of(reports.map(({ entity, reference }) => ({ entity, reference }))),
    matches: [...(own?.matches ?? []), ...matches],
    rulebook: own?.rulebook,
    excluded: own?.excluded ?? [],
    roles: new Map(
      [...(own?.subjects ?? []), ...assessed].map((one) => {
        const { subject, role, setBy } = one;
        return [subject, { role, setBy, since: judgedAt(stored, one) }];
      }),
    ),
    judgedInPart: new Set(
      [...stored.assessments.values()]
        .flatMap(({ assessment }) => assessment.subjects)
        .flatMap(({ subject, judgedSince }) => (judgedSince === undefined ? [] : subject)),
    ),
  };
}

/** When a person said what a subject looks like. */
const judgedAt = (
  { cases }: Pick<Assembled, 'cases'>,
  { subject, setBy }: AssessedSubject,
): string | undefined =>
  setBy && cases.get(setBy.caseId)?.standing?.roles?.find((one) => one.subject === subject)?.at;

/**
 * Whoever is about to decide on the case must have read the note. Cases that were decided on stay as
 * they are; the note stands beside them.
 */
const movedOn = (theCase: Case): Case | undefined =>
  theCase.status === 'claimed' || theCase.status === 'submitted'
    ? { ...theCase, revision: theCase.revision + 1 }
    : undefined;
