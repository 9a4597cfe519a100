import type { Case } from '../cases/case.ts';
import type { Cases } from '../cases/cases.ts';
import { type FactPorts, type FactsToFreeze, factsAsTheyStand } from '../cases/frozen-facts.ts';

/** The facts that somebody who decides on a case has before her; undefined where nothing is left. */
export async function currentFacts(
  { cases, ...ports }: FactPorts & { cases: Pick<Cases, 'assessment'> },
  { caseId }: Case,
): Promise<FactsToFreeze | undefined> {
  const assessment = await cases.assessment(caseId);
  return assessment && factsAsTheyStand(ports, assessment);
}
