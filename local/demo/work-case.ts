import type { CaseView } from '../../lib/cases/api.ts';
import { Refusal } from '../cli/failure.ts';
import type { Reachable } from '../stack.ts';
import { colleague } from './colleague.ts';
import { strongestOfEachFamily } from './strongest.ts';

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
    (failure: unknown) =>
      failure instanceof Refusal ? String(failure.problem.title) : String(failure),
  );
  await approver.post(`${path}/approve`, review);
  return refusal;
}

const words = {
  en: {
    demonstration: 'Demonstration on synthetic data.',
    context: (parties: number, asOf: string) =>
      `${parties === 1 ? 'One party' : `${parties} linked parties`}; facts up to ${asOf}.`,
    conclusion:
      'No innocent explanation that the data supports accounts for all of it, so there are reasonable grounds to suspect that this would be relevant to an investigation.',
  },
  fr: {
    demonstration: 'Démonstration sur des données synthétiques.',
    context: (parties: number, asOf: string) =>
      `${parties === 1 ? 'Une partie' : `${parties} parties liées`}; faits jusqu’au ${asOf}.`,
    conclusion:
      'Aucune explication innocente que les données appuient ne rend compte de l’ensemble; il y a donc des motifs raisonnables de soupçonner que ces renseignements seraient utiles à une enquête.',
  },
};

/**
 * Context, facts, conclusion: what a person would write, made here from what she would read, in the
 * language of the place. Facts that rest on no transaction are left to the reporting entity's own words.
 */
function groundsOf({ assessment }: CaseView): string {
  if (!assessment) throw new Error('A case without an assessment has no grounds');
  const { subjects, matches, asOf } = assessment;
  const language = subjects.some(({ province }) => province === 'QC') ? 'fr' : 'en';
  const { demonstration, context, conclusion } = words[language];
  const told = matches.filter(({ evidence }) => evidence.length > 0);
  const facts = strongestOfEachFamily(told).map(({ sentence }) => sentence[language]);
  return [
    demonstration,
    context(subjects.length, asOf.slice(0, 10)),
    ...new Set(facts),
    conclusion,
  ].join(' ');
}
