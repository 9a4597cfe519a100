import { type Case, caseSchema } from '../../../lib/cases/case.ts';
import { httpEvent } from '../../support/http-event.ts';
import { deliverAll } from './deliver-all.ts';
import { plainly } from './manner.ts';
import type { ShuffledWorld } from './shuffled-world.ts';

const grounds =
  'The transactions show what several published indicators describe, with no other explanation on file.';

/**
 * Everybody does what there is to do: each case that is open is claimed, submitted and approved.
 *
 * @returns the decisions that were refused, with the answer.
 */
export async function peopleDecide(world: ShuffledWorld): Promise<Map<string, string>> {
  const refused = new Map<string, string>();
  const open = casesIn(world).filter(({ status }) => status === 'open');
  for (const { caseId } of open.sort((a, b) => (a.caseId < b.caseId ? -1 : 1))) {
    for (const kind of ['claim', 'submit', 'approve'] as const) {
      const refusal = await decide(world, caseId, kind);
      if (refusal !== undefined) refused.set(`refusal to ${kind} ${caseId}`, refusal);
      if (refusal !== undefined) break;
    }
  }
  await deliverAll(world, [], plainly);
  return refused;
}

const bodies = {
  claim: () => ({ reason: 'Taken up.' }),
  submit: (revision: number) => ({ revision, grounds }),
  approve: (revision: number) => ({ revision, reason: 'The test is met.' }),
};

const casesIn = ({ cloud, stores }: ShuffledWorld): Case[] =>
  cloud
    .items(stores.tables.cases)
    .flatMap(({ theCase }) => (theCase === undefined ? [] : [caseSchema.parse(theCase)]));

const revisionOf = (world: ShuffledWorld, caseId: string): number =>
  casesIn(world).find((one) => one.caseId === caseId)?.revision ?? 0;

const actors = {
  claim: { sub: 'alice', scope: 'analyst' },
  submit: { sub: 'alice', scope: 'analyst' },
  approve: { sub: 'carol', scope: 'approver' },
};

/** @returns the answer, when it is a refusal. */
async function decide(
  world: ShuffledWorld,
  caseId: string,
  kind: keyof typeof bodies,
): Promise<string | undefined> {
  const event = httpEvent(`POST /v1/cases/{caseId}/${kind}`, {
    claims: actors[kind],
    path: { caseId },
    headers: { 'idempotency-key': `${kind}-${caseId}` },
    body: JSON.stringify(bodies[kind](revisionOf(world, caseId))),
  });
  const answer = await world.use('decide-case', (handler) => handler(event, {}));
  const { statusCode, body } = answer as { statusCode: number; body: string };
  return statusCode === 200 ? undefined : body;
}
