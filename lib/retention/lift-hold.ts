import { DomainError } from '../errors.ts';
import type { HoldId, HoldWithLift } from './legal-hold.ts';
import type { LegalHolds } from './legal-holds.ts';

export type LiftPorts = { holds: Pick<LegalHolds, 'get' | 'lift'>; now: () => string };

/**
 * Lifts a hold: a second person's decision. Asked again, the first lift stands.
 *
 * @throws DomainError hold-not-found; hold-needs-second-person
 */
export async function liftHold(
  { holds, now }: LiftPorts,
  { holdId, author, reason }: { holdId: HoldId; author: string; reason: string },
): Promise<HoldWithLift> {
  const found = await holds.get(holdId);
  if (!found) throw new DomainError('hold-not-found', holdId);
  if (found.lift) return found;
  if (found.hold.author === author) throw new DomainError('hold-needs-second-person', holdId);
  return { hold: found.hold, lift: await holds.lift({ holdId, reason, author, at: now() }) };
}
