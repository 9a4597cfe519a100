import { DomainError } from '../errors.ts';
import { type CaseId, caseIdSchema } from '../identifiers.ts';
import type { Rulebooks } from '../indicators/rulebook.ts';
import type { Ledgers } from '../ledger/ledgers.ts';
import type { CaseView } from './api.ts';
import type { Assessment } from './assessment.ts';
import type { Cases } from './cases.ts';
import { viewAssessment } from './view-assessment.ts';

export type CaseReading = {
  cases: Pick<Cases, 'get' | 'assessment' | 'decisions'>;
  ledgers: Pick<Ledgers, 'getMany'>;
  rulebooks: Rulebooks;
};

/**
 * A case as an analyst works on it.
 *
 * @throws DomainError case-not-found, also for text that is no case id.
 */
export async function readCase(ports: CaseReading, caseId: CaseId): Promise<CaseView> {
  const known = caseIdSchema.safeParse(caseId).success;
  const theCase = known ? await ports.cases.get(caseId) : undefined;
  if (!theCase) throw new DomainError('case-not-found', known ? caseId : 'no case id');
  const [assessment, decisions] = await Promise.all([
    ports.cases.assessment(caseId),
    ports.cases.decisions(caseId),
  ]);
  return {
    case: theCase,
    ...(assessment && { assessment: await explained(ports, assessment) }),
    decisions,
    links: { self: `/v1/cases/${caseId}` },
  };
}

async function explained({ ledgers, rulebooks }: CaseReading, assessment: Assessment) {
  const subjects = assessment.subjects.map(({ subject }) => subject);
  const [held, rulebook] = await Promise.all([ledgers.getMany(subjects), rulebooks.active()]);
  return viewAssessment(assessment, held, rulebook);
}
