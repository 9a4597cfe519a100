import { StaleWrite } from '../../lib/errors.ts';
import {
  isOpen,
  type PossibleMatch,
  type PossibleMatches,
  type PossibleName,
  possibleMatchSchema,
} from '../../lib/information-records/possible-match.ts';

/** Possible matches in memory, with the promises of the port. */
export function memoryPossibleMatches() {
  const matches = new Map<string, PossibleMatch>();
  const nameOf = ({ subject, agency, recordId }: PossibleName) =>
    `${subject} ${agency} ${recordId}`;

  const possible: PossibleMatches = {
    of: async (subjects) => [...matches.values()].filter((one) => subjects.includes(one.subject)),
    subjectsOf: async ({ agency, recordId }) =>
      [...matches.values()]
        .filter((one) => one.agency === agency && one.recordId === recordId)
        .map(({ subject }) => subject),
    async forget({ agency, recordId }) {
      for (const [name, one] of matches) {
        if (one.agency !== agency || one.recordId !== recordId) continue;
        if (one.decisions.length === 0) matches.delete(name);
        else matches.set(name, { ...one, holds: false, version: one.version + 1 });
      }
    },
    get: async (name) => matches.get(nameOf(name)),
    async replace(next) {
      const version = matches.get(nameOf(next))?.version ?? 0;
      if (next.version !== version + 1) throw new StaleWrite('memory');
      matches.set(nameOf(next), possibleMatchSchema.parse(next));
    },
    listOpen: async () => ({ items: [...matches.values()].filter(isOpen) }),
  };
  return { matches, possible };
}
