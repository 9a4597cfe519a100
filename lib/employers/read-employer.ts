import { DomainError } from '../errors.ts';
import { type EmployerId, employerIdSchema, employerOfId } from '../identifiers.ts';
import type { Rulebooks } from '../indicators/rulebook.ts';
import type { Ledgers } from '../ledger/ledgers.ts';
import type { EmployerView } from './api.ts';
import type { Employers } from './employers.ts';
import { partiesOf, viewEmployer } from './view-employer.ts';

export type EmployerReading = {
  employers: Pick<Employers, 'get'>;
  ledgers: Pick<Ledgers, 'getMany'>;
  rulebooks: Rulebooks;
};

/**
 * An employer as an analyst sees it.
 *
 * @throws DomainError employer-not-found, also for text that is no employer's id.
 */
export async function readEmployer(
  { employers, ledgers, rulebooks }: EmployerReading,
  employerId: EmployerId,
): Promise<EmployerView> {
  const known = employerIdSchema.safeParse(employerId).success;
  const stored = known ? await employers.get(employerOfId(employerId)) : undefined;
  if (!stored) throw new DomainError('employer-not-found', known ? employerId : 'no employer id');
  const parties = partiesOf(stored.risk).map(({ subject }) => subject);
  const [held, rulebook] = await Promise.all([ledgers.getMany(parties), rulebooks.active()]);
  return viewEmployer(stored.risk, held, rulebook);
}
