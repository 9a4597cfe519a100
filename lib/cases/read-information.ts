import { DomainError } from '../errors.ts';
import { type CaseId, caseIdSchema } from '../identifiers.ts';
import {
  type InformationQuery,
  type InformationReading,
  possibleOn,
  recordsOn,
} from '../information-records/information-on.ts';
import type { Cases } from './cases.ts';

type Reading = InformationReading & { cases: Pick<Cases, 'get' | 'assessment'> };

/**
 * A page of the records of agencies that speak of somebody in a case, the one filed last first.
 *
 * @throws DomainError case-not-found
 */
export async function readInformation(ports: Reading, caseId: CaseId, query: InformationQuery) {
  const { theCase, assessment } = await readFacts(ports, caseId);
  return recordsOn(ports, theCase, assessment, query);
}

/**
 * A page of those that may, those that wait for somebody first.
 *
 * @throws DomainError case-not-found
 */
export async function readPossible(ports: Reading, caseId: CaseId, query: InformationQuery) {
  const { assessment } = await readFacts(ports, caseId);
  return possibleOn(ports, assessment, query);
}

async function readFacts({ cases }: Reading, caseId: CaseId) {
  const known = caseIdSchema.safeParse(caseId).success;
  const theCase = known ? await cases.get(caseId) : undefined;
  if (!theCase) throw new DomainError('case-not-found', known ? caseId : 'no case id');
  return { theCase, assessment: await cases.assessment(caseId) };
}
