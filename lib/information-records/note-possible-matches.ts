import { isDeepStrictEqual } from 'node:util';
import type { Case } from '../cases/case.ts';
import type { Assembled } from '../cases/cases.ts';
import type { CaseId, LedgerKey } from '../identifiers.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { RecordName } from './information-record.ts';
import { namesOfSubject, type PossibleBy, possibleBy, subjectNames } from './possible-by.ts';
import { isConfirmed, type PossibleMatch, type PossibleMatches } from './possible-match.ts';
import type { WatchedKeys } from './watched-keys.ts';

export type PossiblePorts = {
  possible: Pick<PossibleMatches, 'of' | 'replace'>;
  /** RFC 3339 UTC. */
  now: () => string;
};

/** A whole group as it is stored, with the facts behind it. */
export type GroupFacts = {
  stored: Assembled;
  /** The link keys that a subject uses. */
  keysOf: (subject: LedgerKey) => Iterable<LedgerKey>;
  ledgerOf: (subject: LedgerKey) => Ledger;
};

/** The records that people said speak of a subject, by subject. */
export type ConfirmedRecords = ReadonlyMap<LedgerKey, readonly RecordName[]>;

/**
 * Keeps, for each subject of a case that is worked on, the records that have a name like its own, for
 * somebody to confirm or dismiss: a name joins too many for a machine to say. It follows from the log of
 * what is watched for, from ledgers and from cases; what people decided stays. What no longer holds waits
 * for nobody any more.
 *
 * @throws StaleWrite when one changed since it was read.
 */
export async function notePossibleMatches(
  ports: PossiblePorts,
  facts: GroupFacts,
  watched: WatchedKeys,
): Promise<ConfirmedRecords> {
  const confirmed = new Map<LedgerKey, RecordName[]>();
  // As long as nobody has asked for anything there is no match to read.
  if (watched.isEmpty) return confirmed;
  const { stored } = facts;
  const everIn = [...stored.memberships].flatMap(([subject, note]) => (note ? [subject] : []));
  const standing = Map.groupBy(await ports.possible.of(everIn), ({ subject }) => subject);
  const workedOn = casesInWork(stored);
  for (const subject of everIn) {
    const found = likelyRecords(subject, facts, watched);
    const its = { standing: standing.get(subject) ?? [], found, caseId: workedOn.get(subject) };
    await keepMatches(ports, subject, its);
    const alike = new Set(found.map(({ name }) => nameOf(name)));
    const sure = its.standing.filter((one) => isConfirmed(one) && alike.has(nameOf(one)));
    if (sure.length > 0) confirmed.set(subject, sure);
  }
  return confirmed;
}

type Found = { name: RecordName; by: PossibleBy[] };

/** Records by which the subject is recognized anyway are left out. */
function likelyRecords(
  subject: LedgerKey,
  { keysOf, ledgerOf }: GroupFacts,
  watched: WatchedKeys,
): Found[] {
  const names = subjectNames(ledgerOf(subject));
  const sure = new Set(watched.recordsOf(keysOf(subject)).map(nameOf));
  return watched.recordsNamed(namesOfSubject(names)).flatMap(({ name, persons }): Found[] => {
    const by = sure.has(nameOf(name)) ? [] : possibleBy(persons, names);
    return by.length > 0 ? [{ name, by }] : [];
  });
}

async function keepMatches(
  { possible, now }: PossiblePorts,
  subject: LedgerKey,
  {
    standing,
    found,
    caseId,
  }: { standing: readonly PossibleMatch[]; found: readonly Found[]; caseId: CaseId | undefined },
): Promise<void> {
  const byName = new Map(standing.map((match) => [nameOf(match), match]));
  for (const { name, by } of found) {
    const known = byName.get(nameOf(name));
    byName.delete(nameOf(name));
    if (known) await keepCurrent(possible, known, { by, caseId });
    else if (caseId !== undefined) {
      const { agency, recordId } = name;
      const first = { version: 1, foundAt: now(), caseId, by, holds: true, inWork: true };
      await possible.replace({ agency, recordId, subject, ...first, decisions: [] });
    }
  }
  for (const gone of byName.values()) await keepCurrent(possible, gone, { caseId });
}

/** @param now what they have in common, where the names are alike; and the case that is worked on. */
async function keepCurrent(
  possible: PossiblePorts['possible'],
  known: PossibleMatch,
  now: { by?: PossibleBy[]; caseId: CaseId | undefined },
): Promise<void> {
  const { by = known.by, caseId = known.caseId } = now;
  const holds = now.by !== undefined;
  const next = { ...known, by, holds, inWork: now.caseId !== undefined, caseId };
  if (!isDeepStrictEqual(next, known)) {
    await possible.replace({ ...next, version: known.version + 1 });
  }
}

/** The case of each subject that is in one which somebody works on or is to work on. */
function casesInWork({ assessments, cases }: Assembled): Map<LedgerKey, CaseId> {
  const inWork = new Map<LedgerKey, CaseId>();
  for (const [caseId, { assessment }] of assessments) {
    const theCase = cases.get(caseId);
    if (!theCase || !isInWork(theCase)) continue;
    for (const { subject } of assessment.subjects) inWork.set(subject, caseId);
  }
  return inWork;
}

/** Statuses of cases whose people's names are compared with those that agencies name. */
export const statusesInWork = ['open', 'claimed', 'submitted'] as const;

/** Whether names of somebody in a stored group are compared. */
export const hasCaseInWork = (stored: Assembled): boolean => casesInWork(stored).size > 0;

const isInWork = ({ status }: Case): boolean => statusesInWork.some((one) => one === status);

const nameOf = ({ agency, recordId }: RecordName): string => `${agency} ${recordId}`;
