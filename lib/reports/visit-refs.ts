import type { FiledReport, Supporting, Transaction } from './report.ts';

/**
 * Is shown one place in a report that names a party, an account or a transaction of it. Most refs
 * are in order, so the pointer is only written for whoever asks.
 */
export type Visit = (
  kind: 'party' | 'account' | 'transaction',
  ref: string,
  pointer: () => string,
) => void;

/** Shows every place in a report that refers to something else in it. */
export function visitRefs(report: FiledReport, visit: Visit): void {
  report.accounts?.forEach(({ holders }, at) => {
    holders.forEach((ref, index) => {
      visit('party', ref, () => `/accounts/${at}/holders/${index}`);
    });
  });
  report.transactions.forEach((transaction, at) => {
    visitTransaction(transaction, () => `/transactions/${at}`, visit);
  });
  if (report.supporting) visitSupporting(report.supporting, visit);
}

type Movements = Pick<Transaction, 'start' | 'complete' | 'context'>;

function visitTransaction(
  { start, complete, context }: Movements,
  at: () => string,
  visit: Visit,
): void {
  start.forEach((action, index) => {
    const pointer = () => `${at()}/start/${index}`;
    visitAccount(action, pointer, visit);
    visitParties(action.conductors, () => `${pointer()}/conductors`, visit);
    visitParties(action.sources, () => `${pointer()}/sources`, visit);
    action.conductors?.forEach(({ onBehalfOf }, order) => {
      visitParties(onBehalfOf, () => `${pointer()}/conductors/${order}/onBehalfOf`, visit);
    });
  });
  complete?.forEach((action, index) => {
    const pointer = () => `${at()}/complete/${index}`;
    visitAccount(action, pointer, visit);
    visitParties(action.involved, () => `${pointer()}/involved`, visit);
    visitParties(action.beneficiaries, () => `${pointer()}/beneficiaries`, visit);
  });
  if (context?.refundOf !== undefined) {
    visit('transaction', context.refundOf, () => `${at()}/context/refundOf`);
  }
}

function visitSupporting(supporting: Supporting, visit: Visit): void {
  const { profiles, staffObservations, advertMatches, adverseMedia, facts } = supporting;
  const { relationships, sessions, cardAuthorizations, declined } = supporting;
  const ofParties = { profiles, staffObservations, advertMatches, adverseMedia, facts, sessions };
  for (const [part, records] of Object.entries(ofParties)) {
    visitParties(records, () => `/supporting/${part}`, visit);
  }
  relationships?.forEach(({ from, to }, at) => {
    visit('party', from, () => `/supporting/relationships/${at}/from`);
    visit('party', to, () => `/supporting/relationships/${at}/to`);
  });
  sessions?.forEach((session, at) => {
    visitAccount(session, () => `/supporting/sessions/${at}`, visit);
  });
  cardAuthorizations?.forEach((authorization, at) => {
    visitAccount(authorization, () => `/supporting/cardAuthorizations/${at}`, visit);
  });
  declined?.forEach((transaction, at) => {
    visitTransaction(transaction, () => `/supporting/declined/${at}`, visit);
  });
}

function visitParties(
  list: ReadonlyArray<{ party?: string | undefined }> | undefined,
  at: () => string,
  visit: Visit,
): void {
  list?.forEach(({ party }, index) => {
    if (party !== undefined) visit('party', party, () => `${at()}/${index}/party`);
  });
}

function visitAccount(
  { account }: { account?: string | undefined },
  at: () => string,
  visit: Visit,
): void {
  if (account !== undefined) visit('account', account, () => `${at()}/account`);
}
