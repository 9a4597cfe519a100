import type { Assessment } from '../cases/assessment.ts';
import type { Case } from '../cases/case.ts';
import type { LedgerKey } from '../identifiers.ts';
import type { Ledgers } from '../ledger/ledgers.ts';
import type { InformationRecord, RecordName } from './information-record.ts';
import type { InformationRecords } from './information-records.ts';
import { keysNamed, type NamedKey } from './keys-named.ts';
import {
  isConfirmed,
  isOpen,
  type PossibleDecision,
  type PossibleMatch,
  type PossibleMatches,
} from './possible-match.ts';
import type { WatchedKeys } from './watched-keys.ts';

export type InformationReading = {
  information: Pick<InformationRecords, 'get'>;
  watched: () => Promise<WatchedKeys>;
  possible: Pick<PossibleMatches, 'of'>;
  ledgers: Pick<Ledgers, 'getMany'>;
};

/**
 * A record, and whom in a case it speaks of: which subject, by which of its identifiers, or because
 * somebody said so.
 */
type MetInformation = {
  record: InformationRecord;
  met: { subject: LedgerKey; by: NamedKey[]; confirmed?: PossibleDecision }[];
};

/** A record that may speak of somebody in a case. */
type PossibleInformation = { record: InformationRecord; match: PossibleMatch };

/** What raised the priority of a case, and what may if somebody confirms it. */
export type InformationOnCase = {
  informationRecords: MetInformation[];
  possibleMatches: PossibleInformation[];
};

/**
 * The records of agencies that speak of somebody in a case, the one filed first first. It follows from
 * what is watched for, from the ledgers of now and from what people confirmed: a report that was withdrawn
 * meets nothing, and neither does a record that was taken back. And those of which people are to say, or
 * have said, whether they do.
 */
export async function informationOn(
  ports: InformationReading,
  theCase: Case,
  assessment: Assessment | undefined,
): Promise<InformationOnCase> {
  const subjects = assessment?.subjects.map(({ subject }) => subject) ?? [];
  const matches = (await ports.possible.of(subjects)).filter(({ holds }) => holds);
  if (!theCase.informedBy && matches.length === 0) {
    return { informationRecords: [], possibleMatches: [] };
  }
  const said = theCase.informedBy ? matches.filter(isConfirmed) : [];
  return {
    informationRecords: theCase.informedBy ? await metBy(ports, subjects, said) : [],
    possibleMatches: await possibleIn(ports, matches),
  };
}

async function metBy(
  { information, watched, ledgers }: InformationReading,
  subjects: readonly LedgerKey[],
  confirmed: readonly PossibleMatch[],
): Promise<MetInformation[]> {
  const held = await ledgers.getMany(subjects);
  const keysOf = new Map(
    subjects.map((subject) => {
      const contributions = [...(held.get(subject)?.contributions.values() ?? [])];
      return [subject, new Set(contributions.flatMap(({ keys = [] }) => keys))] as const;
    }),
  );
  const keys = [...keysOf.values()].flatMap((its) => [...its]);
  const names = (await watched()).recordsOf(keys, confirmed);
  const records = await Promise.all(names.map((name) => information.get(name)));
  return records.flatMap((record) => {
    if (!record) return [];
    const named = keysNamed(record);
    const met = subjects.flatMap((subject) => {
      const by = named.filter(({ key }) => keysOf.get(subject)?.has(key));
      const said = confirmed.find((one) => one.subject === subject && isOf(one, record));
      const decision = said?.decisions.at(-1);
      if (by.length === 0 && !decision) return [];
      return [{ subject, by, ...(decision && { confirmed: decision }) }];
    });
    return [{ record, met }];
  });
}

/** Those that wait for somebody come first. */
async function possibleIn(
  { information }: InformationReading,
  matches: readonly PossibleMatch[],
): Promise<PossibleInformation[]> {
  const inOrder = [...matches].sort(
    (a, b) => Number(isOpen(b)) - Number(isOpen(a)) || (a.foundAt < b.foundAt ? -1 : 1),
  );
  const records = await Promise.all(inOrder.map((match) => information.get(match)));
  return inOrder.flatMap((match, place) => {
    const record = records[place];
    return record && !record.withdrawn ? [{ record, match }] : [];
  });
}

const isOf = (one: RecordName, other: RecordName): boolean =>
  one.agency === other.agency && one.recordId === other.recordId;
