import type { Assessment } from '../cases/assessment.ts';
import type { Case } from '../cases/case.ts';
import type { Page } from '../cases/cases.ts';
import type { LedgerKey } from '../identifiers.ts';
import type { Ledgers } from '../ledger/ledgers.ts';
import { fittingItems } from './fitting-items.ts';
import type { InformationRecord, RecordName } from './information-record.ts';
import type { InformationRecords } from './information-records.ts';
import { keysNamed, type NamedKey } from './keys-named.ts';
import {
  isConfirmed,
  isOpen,
  type PossibleDecision,
  type PossibleMatch,
  type PossibleMatches,
  placeOf,
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
export type MetInformation = {
  record: InformationRecord;
  met: { subject: LedgerKey; by: NamedKey[]; confirmed?: PossibleDecision }[];
};

/** A record that may speak of somebody in a case. */
export type PossibleInformation = { record: InformationRecord; match: PossibleMatch };

/** How many of all stand on a page, in full, and how many come after it. */
type Part<T> = Page<T> & { more: number };

export type InformationQuery = { cursor?: string | undefined; limit: number };

/** As many as a case tells of at once: agencies may file very many. */
export const mostOnCase = 10;

/** The two lists of a case come to half of what an answer may hold, six megabytes. */
const mostBytes = 1_500_000;

/**
 * The records of agencies that speak of somebody in a case, the one filed last first. It follows from
 * what is watched for, from the ledgers of now and from what people confirmed: a report that was withdrawn
 * meets nothing, and neither does a record that was taken back.
 *
 * @param query where records are long a page ends before `limit`.
 */
export async function recordsOn(
  ports: InformationReading,
  theCase: Case,
  assessment: Assessment | undefined,
  { cursor, limit }: InformationQuery,
): Promise<Part<MetInformation>> {
  // Then nothing is read of what is watched for.
  if (!theCase.informedBy) return { items: [], more: 0 };
  const subjects = subjectsOf(assessment);
  const matches = await ports.possible.of(subjects);
  const confirmed = matches.filter((match) => match.holds && isConfirmed(match));
  const keysOf = await keysUsed(ports, subjects);
  const keys = [...keysOf.values()].flatMap((its) => [...its]);
  const all = (await ports.watched()).recordsOf(keys, confirmed).reverse();
  const left = all.filter(({ number }) => cursor === undefined || number < Number(cursor));
  const read = await Promise.all(
    left.slice(0, limit).map(async (name) => {
      const record = await ports.information.get(name);
      return record && { record, met: metBy(record, keysOf, confirmed) };
    }),
  );
  return partOf(left, fittingItems(read, mostBytes), ({ number }) => String(number));
}

/**
 * The records of which people are to say, or have said, whether they speak of somebody in a case: those
 * that wait for somebody first, then by when they were found.
 *
 * @param query as of `recordsOn`.
 */
export async function possibleOn(
  { possible, information }: Pick<InformationReading, 'possible' | 'information'>,
  assessment: Assessment | undefined,
  { cursor, limit }: InformationQuery,
): Promise<Part<PossibleInformation>> {
  const matches = (await possible.of(subjectsOf(assessment))).filter(({ holds }) => holds);
  const left = matches
    .filter((match) => cursor === undefined || placeOnCase(match) > cursor)
    .sort((a, b) => (placeOnCase(a) < placeOnCase(b) ? -1 : 1));
  const read = await Promise.all(
    left.slice(0, limit).map(async (match) => {
      const record = await information.get(match);
      return record && !record.withdrawn ? { record, match } : undefined;
    }),
  );
  return partOf(left, fittingItems(read, mostBytes), placeOnCase);
}

const placeOnCase = (match: PossibleMatch): string => `${isOpen(match) ? 0 : 1}#${placeOf(match)}`;

/** @param read what was read of the first of them, undefined where there is nothing to show. */
function partOf<Name, T>(
  left: readonly Name[],
  read: readonly (T | undefined)[],
  placeAt: (name: Name) => string,
): Part<T> {
  const more = left.length - read.length;
  const last = left[read.length - 1];
  const items = read.flatMap((one) => one ?? []);
  return { items, more, ...(more > 0 && last && { cursor: placeAt(last) }) };
}

const subjectsOf = (assessment: Assessment | undefined): LedgerKey[] =>
  assessment?.subjects.map(({ subject }) => subject) ?? [];

type KeysUsed = ReadonlyMap<LedgerKey, ReadonlySet<LedgerKey>>;

async function keysUsed(
  { ledgers }: Pick<InformationReading, 'ledgers'>,
  subjects: readonly LedgerKey[],
): Promise<KeysUsed> {
  const held = await ledgers.getMany(subjects);
  return new Map(
    subjects.map((subject) => {
      const contributions = [...(held.get(subject)?.contributions.values() ?? [])];
      return [subject, new Set(contributions.flatMap(({ keys = [] }) => keys))];
    }),
  );
}

function metBy(
  record: InformationRecord,
  keysOf: KeysUsed,
  confirmed: readonly PossibleMatch[],
): MetInformation['met'] {
  const named = keysNamed(record);
  return [...keysOf].flatMap(([subject, its]) => {
    const by = named.filter(({ key }) => its.has(key));
    const said = confirmed.find((one) => one.subject === subject && isOf(one, record));
    const decision = said?.decisions.at(-1);
    if (by.length === 0 && !decision) return [];
    return [{ subject, by, ...(decision && { confirmed: decision }) }];
  });
}

const isOf = (one: RecordName, other: RecordName): boolean =>
  one.agency === other.agency && one.recordId === other.recordId;
