import { isDeepStrictEqual } from 'node:util';
import type { CaseId, RecipientId } from '../../lib/identifiers.ts';
import {
  type InformationRecord,
  informationRecordSchema,
  type RecordName,
} from '../../lib/information-records/information-record.ts';
import type {
  InformationRecords,
  InformationWatch,
  InformedAssessments,
  WatchEntry,
} from '../../lib/information-records/information-records.ts';
import { watchedKeys } from '../../lib/information-records/watched-keys.ts';
import { memoryPossibleMatches } from './memory-possible-matches.ts';

/** What agencies have filed, in memory, with the promises of the ports. */
export function memoryInformation() {
  const held = {
    records: new Map<string, InformationRecord>(),
    log: [] as WatchEntry[],
    informed: new Map<CaseId, RecipientId[]>(),
    /** Names of records of which a message was sent. */
    sent: [] as RecordName[],
    reads: 0,
  };
  const nameOf = ({ agency, recordId }: RecordName) => `${agency} ${recordId}`;
  const isLogged = (name: RecordName, withdrawn: true | undefined) =>
    held.log.some((entry) => nameOf(entry) === nameOf(name) && entry.withdrawn === withdrawn);

  const information: InformationRecords & InformationWatch & InformedAssessments = {
    async file(record) {
      const standing = held.records.get(nameOf(record));
      if (standing) return standing;
      held.records.set(nameOf(record), informationRecordSchema.parse(record));
      held.sent.push({ agency: record.agency, recordId: record.recordId });
      return record;
    },
    get: async (name) => held.records.get(nameOf(name)),
    list: async (agency) => ({
      items: [...held.records.values()].filter((record) => record.agency === agency),
    }),
    async watchFor({ agency, recordId }, watched) {
      if (isLogged({ agency, recordId }, undefined)) return;
      held.log.push({ agency, recordId, number: held.log.length + 1, ...watched });
    },
    async stopWatching({ agency, recordId }) {
      if (isLogged({ agency, recordId }, true)) return;
      const number = held.log.length + 1;
      held.log.push({ agency, recordId, number, keys: [], withdrawn: true });
    },
    async withdraw(record) {
      const standing = held.records.get(nameOf(record));
      if (standing?.withdrawn) return standing;
      held.records.set(nameOf(record), informationRecordSchema.parse(record));
      held.sent.push({ agency: record.agency, recordId: record.recordId });
      return record;
    },
    async after(number) {
      held.reads += 1;
      return held.log.filter((entry) => entry.number > number);
    },
    async mark(caseId, informedBy) {
      held.informed.set(caseId, [...informedBy]);
    },
    async marked(caseIds) {
      const marks = [...held.informed].filter(([caseId]) => caseIds.includes(caseId));
      return new Map(marks);
    },
    async unmark(caseId, informedBy) {
      if (isDeepStrictEqual(held.informed.get(caseId), informedBy)) held.informed.delete(caseId);
    },
    listInformed: async () => ({
      items: [...held.informed].map(([caseId, informedBy]) => ({ caseId, informedBy })),
    }),
  };
  const { matches, possible } = memoryPossibleMatches();
  return {
    held,
    matches,
    information,
    possible,
    watched: watchedKeys(information),
    informed: information,
  };
}
