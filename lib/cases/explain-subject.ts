import { DomainError } from '../errors.ts';
import { ledgerKeySchema } from '../identifiers.ts';
import { explainIndicator } from '../indicators/explain-indicator.ts';
import { isNetworkIndicator } from '../indicators/neighbourhood.ts';
import type { Rulebooks } from '../indicators/rulebook.ts';
import type { Ledgers } from '../ledger/ledgers.ts';
import type { Assembly } from './cases.ts';
import type { ExplanationView } from './explanation-api.ts';
import { groupAround } from './group-around.ts';
import { withoutExcluded } from './heeded-decisions.ts';
import { knownLedgers } from './known-ledgers.ts';
import { isSubject } from './link-limits.ts';
import { neighbourhoodAround } from './neighbourhood-around.ts';
import { viewExplanation } from './view-explanation.ts';

export type ExplanationPorts = {
  assembly: Pick<Assembly, 'read'>;
  ledgers: Pick<Ledgers, 'getMany'>;
  rulebooks: Rulebooks;
};

/**
 * Why an indicator of the active rulebook holds for a subject, why it does not, or why nobody can
 * tell, from its ledger as it is now. What people excluded, merged and split in its case is heeded as
 * the assessment heeds it.
 *
 * @param asOf RFC 3339; without it, as of the newest match, or the newest entry.
 * @throws DomainError subject-not-found, also for text that is no subject's key, or
 *   indicator-not-found.
 */
export async function explainSubject(
  { assembly, ledgers, rulebooks }: ExplanationPorts,
  {
    subject,
    indicatorId,
    asOf,
  }: { subject: string; indicatorId: string; asOf?: string | undefined },
): Promise<ExplanationView> {
  const isKey = ledgerKeySchema.safeParse(subject).success && isSubject(subject);
  if (!isKey) throw new DomainError('subject-not-found', 'no key of a subject');
  const rulebook = await rulebooks.active();
  const indicator = rulebook.indicators.find(({ id }) => id === indicatorId);
  if (!indicator) throw new DomainError('indicator-not-found', 'not in the active rulebook');
  const known = knownLedgers(ledgers);
  await known.load([subject]);
  if (known.ledger(subject).contributions.size === 0) {
    throw new DomainError('subject-not-found', subject);
  }
  const group = await groupAround(subject, { assembly, known });
  const { excluded, heeds } = group.heeding;
  const ledger = withoutExcluded(known.ledger(subject), excluded);
  const neighbourhood = isNetworkIndicator(indicator)
    ? await neighbourhoodAround(group, known, rulebook)
    : undefined;
  const explanation = await explainIndicator(rulebook, ledger, indicatorId, {
    asOf,
    neighbourhood,
  });
  return {
    ...viewExplanation(explanation, ledger, indicator),
    ...(heeds.length > 0 && { heeds }),
  };
}
