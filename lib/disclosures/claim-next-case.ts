import type { FactPorts } from '../cases/frozen-facts.ts';
import { DomainError } from '../errors.ts';
import type { UserId } from '../identifiers.ts';
import { claimCase } from './claim-case.ts';
import { type DecisionPorts, type DecisionTaken, decisionTaken } from './take-decision.ts';

/** So many cases are asked for at a time. */
const atATime = 10;

/**
 * Claims the open case that is most pressing: those of the same day first, then by priority, then by
 * age. Where a colleague takes one at the same moment it is the next one, so that two requests at once,
 * also of one person with two keys, never get the same case. A request that comes again with its key claims nothing more: it gets the first
 * answer, whatever happened to that case since.
 *
 * @param request `requestKey` tells one person's keys from everybody else's.
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

async function claimedBefore(
  { cases }: DecisionPorts,
  { requestKey }: { requestKey?: string | undefined },
): Promise<DecisionTaken | undefined> {
  const claimed = requestKey && (await cases.decisionOnce(requestKey));
  return claimed ? decisionTaken(claimed) : undefined;
}

/** The list may still name a case that somebody has just taken; only the claim itself knows. */
async function claimIfOpen(
  ports: DecisionPorts & FactPorts,
  request: { caseId: string; actor: UserId; requestKey?: string | undefined },
): Promise<DecisionTaken | undefined> {
  const { status } = (await ports.cases.get(request.caseId)) ?? {};
  if (status !== 'open') return undefined;
  const once = request.requestKey !== undefined;
  try {
    return await claimCase(ports, { ...request, once, reason: 'Claimed as the next case' });
  } catch (refusal) {
    if (!(refusal instanceof DomainError && taken.has(refusal.code))) throw refusal;
    // Or the same request is being answered elsewhere, and has claimed another.
    return claimedBefore(ports, request);
  }
}

const taken: ReadonlySet<string> = new Set([
  'case-changed',
  'case-not-in-that-state',
  'claimed-by-another',
]);
