import type { Decision } from '../cases/case.ts';
import type { Cases } from '../cases/cases.ts';
import type { FrozenFacts } from '../cases/frozen-facts.ts';
import { DomainError } from '../errors.ts';
import type { Disclosure } from './disclosure.ts';

/**
 * The facts that a package was built from: frozen by its submission, or by its amendment.
 *
 * @throws DomainError assessment-changed when there are none: nobody can tell whether they still hold.
 */
export async function frozenOf(
  { cases }: { cases: Pick<Cases, 'decisions' | 'frozen'> },
  { caseId, disclosureId }: Pick<Disclosure, 'caseId' | 'disclosureId'>,
): Promise<FrozenFacts> {
  const decisions = await cases.decisions(caseId);
  const built = decisions.findLast((decision) => builds(decision, disclosureId));
  const frozen = built && (await cases.frozen(caseId, built.sequence));
  if (!frozen) throw new DomainError('assessment-changed', caseId);
  return frozen;
}

const builds = ({ kind, disclosures = [] }: Decision, id: string): boolean =>
  (kind === 'submit' || kind === 'amend') &&
  disclosures.some(({ disclosureId }) => disclosureId === id);
