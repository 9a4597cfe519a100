import type { FactPorts } from '../cases/frozen-facts.ts';
import { DomainError } from '../errors.ts';
import type { UserId } from '../identifiers.ts';
import { claimCase } from './claim-case.ts';
import type { DecisionPorts, DecisionTaken } from './take-decision.ts';

/** So many cases are asked for at a time. */
const atATime = 10;
const heldAtATime = 100;

/**
 * Claims the open case that is most pressing: those of the same day first, then by priority, then by
 * age. Where a colleague takes one at the same moment it is the next one, so that two who ask at once
 * never get the same case.
 *
 * @returns undefined when no case is open.
 */
export async function claimNextCase(
  ports: DecisionPorts & FactPorts,
  request: { actor: UserId; requestKey?: string | undefined },
): Promise<DecisionTaken | undefined> {
  const before = await claimedBefore(ports, request);
  if (before) return before;
  for (let cursor: string | undefined, first = true; first || cursor; first = false) {
    const page = await ports.cases.list({ status: 'open', limit: atATime, cursor });
    for (const { caseId } of page.items) {
      const taken = await claimIfOpen(ports, { ...request, caseId });
      if (taken) return taken;
    }
    cursor = page.cursor;
  }
  return undefined;
}

/** The case that this very request claimed when it came before, if the actor still holds it. */
async function claimedBefore(
  ports: DecisionPorts & FactPorts,
  { actor, requestKey }: { actor: UserId; requestKey?: string | undefined },
): Promise<DecisionTaken | undefined> {
  if (!requestKey) return undefined;
  for (let cursor: string | undefined, first = true; first || cursor; first = false) {
    const held = { status: 'claimed' as const, claimedBy: actor, limit: heldAtATime, cursor };
    const page = await ports.cases.list(held);
    for (const { caseId } of page.items) {
      const decisions = await ports.cases.decisions(caseId);
      if (decisions.some((decision) => decision.requestKey === requestKey)) {
        return claimCase(ports, { caseId, actor, requestKey, reason: reasonOfNext });
      }
    }
    cursor = page.cursor;
  }
  return undefined;
}

const reasonOfNext = 'Claimed as the next case';

/** The list may still name a case that somebody has just taken; only the claim itself knows. */
async function claimIfOpen(
  ports: DecisionPorts & FactPorts,
  request: { caseId: string; actor: UserId; requestKey?: string | undefined },
): Promise<DecisionTaken | undefined> {
  const { status } = (await ports.cases.get(request.caseId)) ?? {};
  if (status !== 'open') return undefined;
  try {
    return await claimCase(ports, { ...request, reason: reasonOfNext });
  } catch (refusal) {
    if (refusal instanceof DomainError && taken.has(refusal.code)) return undefined;
    throw refusal;
  }
}

const taken: ReadonlySet<string> = new Set([
  'case-changed',
  'case-not-in-that-state',
  'claimed-by-another',
]);
