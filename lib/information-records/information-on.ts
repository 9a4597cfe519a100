import type { Assessment } from '../cases/assessment.ts';
import type { Case } from '../cases/case.ts';
import type { LedgerKey } from '../identifiers.ts';
import type { Ledgers } from '../ledger/ledgers.ts';
import type { InformationRecord } from './information-record.ts';
import type { InformationRecords } from './information-records.ts';
import { keysNamed } from './keys-named.ts';
import type { WatchedKeys } from './watched-keys.ts';

export type InformationReading = {
  information: Pick<InformationRecords, 'get'>;
  watched: () => Promise<WatchedKeys>;
  ledgers: Pick<Ledgers, 'getMany'>;
};

/** A record, and whom in a case it speaks of: which subject, by what kind of key. */
export type MetInformation = {
  record: InformationRecord;
  met: { subject: LedgerKey; by: LedgerKey[] }[];
};

/**
 * The records of agencies that speak of somebody in a case, the one filed first first. It follows from
 * what is watched for and from the ledgers of now: a report that was withdrawn meets nothing.
 */
export async function informationOn(
  { information, watched, ledgers }: InformationReading,
  { informedBy }: Case,
  assessment: Assessment | undefined,
): Promise<MetInformation[]> {
  if (!informedBy || !assessment) return [];
  const subjects = assessment.subjects.map(({ subject }) => subject);
  const held = await ledgers.getMany(subjects);
  const keysOf = new Map(
    subjects.map((subject) => {
      const contributions = [...(held.get(subject)?.contributions.values() ?? [])];
      return [subject, new Set(contributions.flatMap(({ keys = [] }) => keys))] as const;
    }),
  );
  const names = (await watched()).recordsOf([...keysOf.values()].flatMap((keys) => [...keys]));
  const records = await Promise.all(names.map((name) => information.get(name)));
  return records.flatMap((record) => {
    if (!record) return [];
    const named = keysNamed(record);
    const met = subjects.flatMap((subject) => {
      const by = named.filter((key) => keysOf.get(subject)?.has(key));
      return by.length > 0 ? [{ subject, by }] : [];
    });
    return [{ record, met }];
  });
}
