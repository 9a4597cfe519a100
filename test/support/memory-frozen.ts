import { type AmendmentDue, amendmentDue } from '../../lib/cases/amendment-due.ts';
import type { Case } from '../../lib/cases/case.ts';
import { changedFactsSchema } from '../../lib/cases/changed-facts.ts';
import { type FrozenFacts, frozenFactsSchema } from '../../lib/cases/frozen-facts.ts';
import type {
  Amendments,
  FrozenName,
  FrozenRecords,
  NotedChanges,
} from '../../lib/cases/frozen-records.ts';
import { StaleWrite } from '../../lib/errors.ts';
import type { CaseId, DisclosureId } from '../../lib/identifiers.ts';

export const nameOfFrozen = ({ caseId, sequence }: FrozenName): string => `${caseId}#${sequence}`;

/** Frozen facts and what was noted of them, in memory, with the promises of the ports. */
export function memoryFrozen(
  cases: Map<CaseId, Case>,
  facts: Map<string, FrozenFacts> = new Map<string, FrozenFacts>(),
) {
  const held = {
    noted: new Map<string, NotedChanges>(),
    marks: new Map<DisclosureId, AmendmentDue>(),
    writes: 0,
  };

  const freeze = (given: FrozenFacts): void => {
    if (facts.has(nameOfFrozen(given))) throw new StaleWrite('memory');
    facts.set(nameOfFrozen(given), frozenFactsSchema.parse(given));
  };

  const frozen: FrozenRecords = {
    about: async (subjects) =>
      [...facts.values()].filter((one) =>
        one.subjects.some((subject) => subjects.includes(subject)),
      ),

    async read(name) {
      const [found, theCase] = [facts.get(nameOfFrozen(name)), cases.get(name.caseId)];
      const noted = held.noted.get(nameOfFrozen(name));
      return found && theCase && { facts: found, theCase, ...(noted && { noted }) };
    },

    async note({ facts: about, noted }, changed, next) {
      const name = nameOfFrozen(about);
      const fresh =
        held.noted.get(name)?.version === noted?.version &&
        (!next || cases.get(next.caseId)?.revision === next.revision - 1);
      if (!fresh) throw new StaleWrite('memory');
      held.noted.set(name, {
        changed: changedFactsSchema.parse(changed),
        version: (noted?.version ?? 0) + 1,
      });
      const due = amendmentDue(changed);
      for (const disclosureId of about.disclosures) {
        if (due) held.marks.set(disclosureId, due);
        else held.marks.delete(disclosureId);
      }
      if (next) cases.set(next.caseId, next);
      held.writes += 1;
    },

    changed: async (name) => held.noted.get(nameOfFrozen(name))?.changed,
  };

  const amendments: Amendments = {
    async getMany(disclosureIds) {
      return new Map([...held.marks].filter(([id]) => disclosureIds.includes(id)));
    },
    async list({ cursor, limit }) {
      const all = [...held.marks].sort(([a], [b]) => (a < b ? -1 : 1));
      const rest = all.filter(([id]) => cursor === undefined || id > cursor);
      const items = rest.slice(0, limit).map(([disclosureId, due]) => ({ disclosureId, due }));
      const last = items.at(-1);
      return last && rest.length > limit ? { items, cursor: last.disclosureId } : { items };
    },
  };

  return { held, facts, freeze, frozen, amendments };
}
