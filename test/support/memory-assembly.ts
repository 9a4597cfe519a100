import { type Assessment, assessmentSchema, caseIdOf } from '../../lib/cases/assessment.ts';
import { type Case, caseSchema } from '../../lib/cases/case.ts';
import {
  type Assembled,
  type Assembly,
  type Membership,
  maxItemsReplaced,
  type Reassembled,
} from '../../lib/cases/cases.ts';
import { StaleWrite } from '../../lib/errors.ts';
import type { CaseId, LedgerKey } from '../../lib/identifiers.ts';

/** What the machine keeps about cases, in memory, with the promises of the port. */
export function memoryAssembly() {
  const held = {
    memberships: new Map<LedgerKey, Membership>(),
    assessments: new Map<CaseId, { assessment: Assessment; version: number }>(),
    cases: new Map<CaseId, Case>(),
    writes: 0,
  };

  const assembly: Assembly = {
    everIn: async (subjects) => new Set(subjects.filter((key) => held.memberships.has(key))),

    async read(subjects) {
      const memberships = new Map(subjects.map((key) => [key, held.memberships.get(key)]));
      const noted = [...memberships.values()].flatMap((note) => [
        ...(note?.caseId === undefined ? [] : [note.caseId]),
        ...(note?.bound ?? []),
      ]);
      const everIn = subjects.filter((key) => memberships.get(key));
      const caseIds = new Set([...noted, ...everIn.map((subject) => caseIdOf([subject]))]);
      const chosen = <T>(all: Map<CaseId, T>) =>
        new Map([...all].filter(([caseId]) => caseIds.has(caseId)));
      return { memberships, assessments: chosen(held.assessments), cases: chosen(held.cases) };
    },

    async replace(before, after) {
      demandFresh(before, after);
      for (const [subject, caseId] of after.memberships) {
        const { version = 0, bound } = held.memberships.get(subject) ?? {};
        held.memberships.set(subject, { caseId, version: version + 1, bound });
      }
      for (const [caseId, assessment] of after.assessments) {
        const version = (held.assessments.get(caseId)?.version ?? 0) + 1;
        if (!assessment) held.assessments.delete(caseId);
        else held.assessments.set(caseId, { assessment: reread(assessment), version });
      }
      for (const theCase of after.cases) held.cases.set(theCase.caseId, caseSchema.parse(theCase));
      held.writes += 1;
    },
  };

  function demandFresh(before: Assembled, { memberships, assessments, cases }: Reassembled) {
    if (memberships.size + assessments.size + cases.length > maxItemsReplaced) {
      throw new RangeError('more items than one transaction holds');
    }
    if (new Set(cases.map(({ caseId }) => caseId)).size < cases.length) {
      throw new RangeError('a transaction holds each item once');
    }
    const fresh =
      [...memberships.keys()].every(
        (key) => held.memberships.get(key)?.version === before.memberships.get(key)?.version,
      ) &&
      [...assessments.keys()].every(
        (id) => held.assessments.get(id)?.version === before.assessments.get(id)?.version,
      ) &&
      cases.every(({ caseId, revision }) => {
        return (held.cases.get(caseId)?.revision ?? 0) === revision - 1;
      });
    if (!fresh) throw new StaleWrite('memory');
  }

  /** As a decision does. */
  function bind(subjects: readonly LedgerKey[], caseIds: readonly CaseId[]) {
    for (const subject of subjects) {
      const { caseId, version = 0, bound = [] } = held.memberships.get(subject) ?? {};
      const both = new Set([...bound, ...caseIds]);
      held.memberships.set(subject, { caseId, version: version + 1, bound: both });
    }
  }

  return { held, assembly, bind };
}

/** As it comes back from a store. */
const reread = (assessment: Assessment): Assessment =>
  assessmentSchema.parse(JSON.parse(JSON.stringify(assessment)));
