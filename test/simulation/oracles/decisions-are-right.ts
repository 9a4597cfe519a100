import type { Decision } from '../../../lib/cases/case.ts';
import { acts as recordedAs } from '../world/case-work.ts';
import type { Evidence } from './evidence.ts';

/** Decisions stand in a row without gaps, by two people where two are needed, and what was answered is so. */
export function decisionsAreRight({ world, cases, decisions, actors }: Evidence): void {
  const byCase = Map.groupBy(decisions, ({ caseId }) => caseId);
  for (const { caseId, decisions: count } of cases.values()) {
    const sequences = (byCase.get(caseId) ?? [])
      .map(({ sequence }) => sequence)
      .sort((a, b) => a - b);
    if (sequences.length !== count || sequences.some((one, at) => one !== at + 1)) {
      world.fail('decisions', `${caseId} counts ${count} and has ${sequences}`);
    }
  }
  for (const own of byCase.values()) fourEyes(own, world.fail);
  for (const { kind, caseId, actor, status, sequence } of actors.people.acts) {
    if (status !== 200) continue;
    const decision = decisions.find((one) => one.caseId === caseId && one.sequence === sequence);
    if (decision?.kind !== recordedAs[kind] || decision.actor !== actor) {
      world.fail('decisions', `${actor} was told of a ${kind} that is not there`);
    }
  }
  const keys = decisions.flatMap(({ requestKey }) => requestKey ?? []);
  if (new Set(keys).size < keys.length) world.fail('decisions', 'a request counts twice');
}

type State = { status: 'open' | 'claimed' | 'submitted' | 'approved' | 'rejected'; by?: string };

/** Each decision was allowed by those before it; what is submitted is decided on by somebody else. */
function fourEyes(unordered: readonly Decision[], fail: Evidence['world']['fail']): void {
  const own = [...unordered].sort((a, b) => a.sequence - b.sequence);
  let state: State = { status: 'open' };
  for (const { kind, actor, caseId, sequence } of own) {
    const next = after(state, kind, actor);
    if (next) state = next;
    else
      fail('decisions', `${caseId}/${sequence}: ${actor} may not ${kind} what is ${state.status}`);
  }
}

/** @returns undefined where it is not allowed. */
function after({ status, by }: State, kind: Decision['kind'], actor: string): State | undefined {
  const holds = status === 'claimed' && by === actor;
  const other = by !== actor;
  switch (kind) {
    case 'claim':
      return status === 'open' ? { status: 'claimed', by: actor } : undefined;
    case 'release':
      return holds ? { status: 'open' } : undefined;
    case 'submit':
      return holds ? { status: 'submitted', by: actor } : undefined;
    case 'approve':
      return status === 'submitted' && other ? { status: 'approved', by: actor } : undefined;
    case 'return':
      return status === 'submitted' && by ? { status: 'claimed', by } : undefined;
    case 'reject':
      return (status === 'submitted' || status === 'claimed') && other
        ? { status: 'rejected', by: actor }
        : undefined;
    case 'note':
    case 'exclude':
    case 'include':
    case 'merge':
    case 'unmerge':
    case 'split':
    case 'unsplit':
    case 'set-role':
    case 'request-data':
    case 'close-data-request':
    case 'escalate':
      return { status, ...(by !== undefined && { by }) };
    case 'receipt':
    case 'feedback':
    case 'amend':
    case 'approve-amendment':
    case 'return-amendment':
    case 'propose-recall':
    case 'drop-recall':
    case 'recall':
    case 'recall-receipt':
      return status === 'approved' ? { status, ...(by !== undefined && { by }) } : undefined;
  }
}
