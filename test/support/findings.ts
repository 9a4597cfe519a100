import type { AssessmentSummary, CaseView } from '../../lib/cases/api.ts';
import type { EmployerSummary, EmployerView } from '../../lib/employers/api.ts';
import type { Colleague } from '../../local/demo/colleague.ts';
import { readAssessments } from '../../local/demo/read-assessments.ts';

/** All assessments of an outcome, in the order of their case ids. */
async function assessmentsOf(analyst: Colleague, outcome: AssessmentSummary['outcome']) {
  const all = await readAssessments(analyst, outcome);
  return all.sort((a, b) => a.caseId.localeCompare(b.caseId));
}

/** Cases of a status in full, in the order of their ids. */
export async function casesOf(analyst: Colleague, status: string): Promise<CaseView[]> {
  const { cases } = await analyst.get<{ cases: { links: { self: string } }[] }>(
    `/v1/cases?status=${status}&limit=50`,
  );
  const views = await Promise.all(cases.map(({ links }) => analyst.get<CaseView>(links.self)));
  return views.sort((a, b) => a.case.caseId.localeCompare(b.case.caseId));
}

/** Employers in full, as they are ranked. */
export async function employersOf(analyst: Colleague): Promise<EmployerView[]> {
  const { employers } = await analyst.get<{ employers: EmployerSummary[] }>(
    '/v1/employers?limit=50',
  );
  return Promise.all(employers.map(({ links }) => analyst.get<EmployerView>(links.self)));
}

/**
 * Everything the machine found, without the clock and the counters: equal for equal reports and
 * rulebook, whatever happened on the way.
 */
export async function findingsOf(analyst: Colleague) {
  const outcomes = ['none', 'watch', 'review', 'priority'] as const;
  const assessments = await Promise.all(outcomes.map((one) => assessmentsOf(analyst, one)));
  const open = await casesOf(analyst, 'open');
  return {
    assessments: assessments.flat(),
    employers: await employersOf(analyst),
    cases: open.map(({ case: theCase, assessment }) => ({
      caseId: theCase.caseId,
      typology: theCase.typology,
      outcome: theCase.outcome,
      digest: assessment?.digest,
    })),
  };
}
