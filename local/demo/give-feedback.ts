import type { DeliveryView } from '../../lib/http/delivery-view.ts';
import { dayMilliseconds } from '../../lib/time.ts';
import type { Reachable } from '../stack.ts';
import { colleague } from './colleague.ts';
import type { Collected } from './collect-packages.ts';

/** A recipient says what a package that it holds was good for. */
export async function giveFeedback(
  stack: Reachable,
  { recipient, disclosureId, name }: Collected,
): Promise<string[]> {
  const agency = await colleague(stack, 'recipient', recipient);
  const path = `/v1/outbox/${disclosureId}`;
  await agency.post(`${path}/feedback`, {
    usefulness: 4,
    novelty: 'new',
    use: 'triggered-investigation',
    offence: 'trafficking-in-persons',
    stage: 'investigation',
    outcomes: ['production-order'],
    namesKnown: true,
    indicators: [
      { indicator: 1, verdict: 'right' },
      { indicator: 2, verdict: 'unknown' },
    ],
  });
  const { feedback } = await agency.get<DeliveryView>(path);
  return [
    `   ${name} says what its package was good for (it has ${daysUntil(feedback.dueAt)} days): 4 of 5, it began`,
    '   an investigation; the first indicator was right, of the second it cannot tell yet. Analysts read',
    '   that; the institutions that reported never do.',
  ];
}

const daysUntil = (at: string): number =>
  Math.round((Date.parse(at) - Date.now()) / dayMilliseconds);
