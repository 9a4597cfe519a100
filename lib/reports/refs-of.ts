import type { FiledReport, Supporting, Transaction } from './report.ts';

/** One place in a report that names a party, an account or a transaction of it. */
export type RefUse = { kind: 'party' | 'account' | 'transaction'; ref: string; pointer: string };

/** Every place in a report that refers to something else in it. */
export function* refsOf(report: FiledReport): Generator<RefUse> {
  for (const [at, { holders }] of (report.accounts ?? []).entries()) {
    for (const [index, ref] of holders.entries()) {
      yield { kind: 'party', ref, pointer: `/accounts/${at}/holders/${index}` };
    }
  }
  for (const [at, transaction] of report.transactions.entries()) {
    yield* refsOfTransaction(transaction, `/transactions/${at}`);
  }
  if (report.supporting) yield* refsOfSupporting(report.supporting);
}

type Movements = Pick<Transaction, 'start' | 'complete' | 'context'>;

function* refsOfTransaction(
  { start, complete = [], context }: Movements,
  at: string,
): Generator<RefUse> {
  for (const [index, action] of start.entries()) {
    const pointer = `${at}/start/${index}`;
    yield* account(action, pointer);
    yield* parties(action.conductors, `${pointer}/conductors`);
    yield* parties(action.sources, `${pointer}/sources`);
    for (const [order, { onBehalfOf }] of (action.conductors ?? []).entries()) {
      yield* parties(onBehalfOf, `${pointer}/conductors/${order}/onBehalfOf`);
    }
  }
  for (const [index, action] of complete.entries()) {
    const pointer = `${at}/complete/${index}`;
    yield* account(action, pointer);
    yield* parties(action.involved, `${pointer}/involved`);
    yield* parties(action.beneficiaries, `${pointer}/beneficiaries`);
  }
  if (context?.refundOf !== undefined) {
    yield { kind: 'transaction', ref: context.refundOf, pointer: `${at}/context/refundOf` };
  }
}

function* refsOfSupporting(supporting: Supporting): Generator<RefUse> {
  const { profiles, staffObservations, advertMatches, adverseMedia, facts } = supporting;
  const { relationships = [], sessions = [], cardAuthorizations = [], declined = [] } = supporting;
  const ofParties = { profiles, staffObservations, advertMatches, adverseMedia, facts, sessions };
  for (const [part, records] of Object.entries(ofParties)) {
    yield* parties(records, `/supporting/${part}`);
  }
  for (const [at, { from, to }] of relationships.entries()) {
    yield { kind: 'party', ref: from, pointer: `/supporting/relationships/${at}/from` };
    yield { kind: 'party', ref: to, pointer: `/supporting/relationships/${at}/to` };
  }
  for (const [at, session] of sessions.entries()) {
    yield* account(session, `/supporting/sessions/${at}`);
  }
  for (const [at, authorization] of cardAuthorizations.entries()) {
    yield* account(authorization, `/supporting/cardAuthorizations/${at}`);
  }
  for (const [at, transaction] of declined.entries()) {
    yield* refsOfTransaction(transaction, `/supporting/declined/${at}`);
  }
}

function* parties(
  list: ReadonlyArray<{ party?: string | undefined }> | undefined,
  at: string,
): Generator<RefUse> {
  for (const [index, { party }] of (list ?? []).entries()) {
    if (party !== undefined) yield { kind: 'party', ref: party, pointer: `${at}/${index}/party` };
  }
}

function* account(holder: { account?: string | undefined }, at: string): Generator<RefUse> {
  const { account: ref } = holder;
  if (ref !== undefined) yield { kind: 'account', ref, pointer: `${at}/account` };
}
