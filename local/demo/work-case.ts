import type { CaseView } from '../../lib/cases/api.ts';
import { Failure } from '../cli/failure.ts';
import type { Reachable } from '../stack.ts';
import { colleague } from './colleague.ts';

/**
 * Walks one case from the list to approval: a team lead takes it up, states her grounds and submits;
 * she is refused when she approves her own work; a second person reads it and approves.
 *
 * @returns the refusal's title, as the API gave it.
 */
export async function workCase(stack: Reachable, view: CaseView): Promise<string> {
  const lead = await colleague(stack, 'team-lead');
  const approver = await colleague(stack, 'approver');
  const path = `/v1/cases/${view.case.caseId}`;
  await lead.post(`${path}/claim`, {});
  const claimed = await lead.get<CaseView>(path);
  await lead.post(`${path}/submit`, {
    revision: claimed.case.revision,
    grounds: groundsOf(claimed),
  });
  const submitted = await lead.get<CaseView>(path);
  const review = { revision: submitted.case.revision, reason: 'Read with its evidence; agreed.' };
  const refusal = await lead.post(`${path}/approve`, review).then(
    () => 'not refused',
    (failure: unknown) => (failure instanceof Failure ? failure.message : String(failure)),
  );
  await approver.post(`${path}/approve`, review);
  return refusal;
}

/** Facts, context, indicators: what a person would write, made here from what she would read. */
function groundsOf({ assessment }: CaseView): string {
  if (!assessment) throw new Error('A case without an assessment has no grounds');
  const facts = assessment.matches.map(({ sentence }) => sentence.en);
  return [
    'Demonstration on synthetic data.',
    `${assessment.subjects.length} linked parties; as of ${assessment.asOf.slice(0, 10)}.`,
    ...new Set(facts),
    'No innocent explanation that the data supports accounts for all of it, so there are reasonable grounds to suspect that this would be relevant to an investigation.',
  ].join(' ');
}
