import type { Account, Transaction } from '../reports/report.ts';
import { localDate } from '../time.ts';
import type { Language } from '../translated.ts';
import type { Cast } from './cast.ts';
import { type Evidence, type EvidenceTransaction, identityOf, nameOf } from './evidence.ts';
import type { Labels } from './labels.ts';
import type { PackageAccount, PackageTransaction } from './package.ts';
import { partsOf } from './parts.ts';
import { relationshipWords } from './party-words.ts';
import { countryWords } from './place-words.ts';
import {
  accountStatusWords,
  accountTypeWords,
  deviceWords,
  directionWords,
  dispositionWords,
  methodWords,
  notStated,
  startWords,
} from './transaction-words.ts';

type Start = Transaction['start'][number];
type Completion = NonNullable<Transaction['complete']>[number];

/** Each transaction of the evidence, one row each, in the order of time. */
export const packageTransactions = (
  evidence: Evidence,
  cast: Cast,
  labels: Labels,
  language: Language,
): PackageTransaction[] =>
  evidence.transactions.flatMap((row) => {
    const label = labels.transaction(nameOf(row));
    const report = labels.report(row.on);
    if (!label || !report) return [];
    return [{ label, report, ...describe(row, cast, labels, language) }];
  });

function describe(
  row: EvidenceTransaction,
  cast: Cast,
  labels: Labels,
  language: Language,
): Omit<PackageTransaction, 'label' | 'report'> {
  const { transaction } = row;
  const { postedAt, reasonNotCompleted, purpose, location, context } = transaction;
  return {
    number: transaction.ref,
    date: localDate(transaction.at),
    localTime: transaction.at.slice(11),
    ...(postedAt && { postedAt }),
    method: methodWords[transaction.method][language],
    status: transaction.attempted ? 'attempted' : 'completed',
    ...(reasonNotCompleted && { reasonNotCompleted }),
    ...(purpose && { purpose }),
    placeOfBusiness: {
      ...(location && { location }),
      ...(context?.city && { city: context.city }),
      ...(context?.province && { province: context.province }),
      ...(context?.country && { country: countryWords(context.country, language) }),
    },
    starts: transaction.start.map((start) => describeStart(start, row, labels, language)),
    completions: (transaction.complete ?? []).map((completion) =>
      describeCompletion(completion, row, labels, language),
    ),
    payers: new Set(partsOf(row).flatMap(({ who }) => (cast.payers.has(who) ? [who] : []))).size,
  };
}

function describeStart(
  start: Start,
  { on }: EvidenceTransaction,
  labels: Labels,
  language: Language,
): PackageTransaction['starts'][number] {
  const { conductors = [], sources = [] } = start;
  const byPayersOnly =
    conductors.length > 0 && conductors.every(({ party }) => !labels.partyRef(on, party));
  return {
    manner: `${startWords[start.kind][language]}, ${directionWords[start.direction][language]}`,
    ...describeMovement(start, labels.account(on, start.account), language),
    // The address that a payer sends from would profile the payer.
    ...(byPayersOnly && { sendingAddresses: [] }),
    conductors: conductors.flatMap(({ party: ref, onBehalfOf = [], device }) => {
      const party = labels.partyRef(on, ref);
      if (!party) return [];
      return [
        {
          party,
          onBehalfOf: onBehalfOf.flatMap((behalf) => {
            const behalfParty = labels.partyRef(on, behalf.party);
            if (!behalfParty) return [];
            const relationship = behalf.relationship && relationshipWords[behalf.relationship];
            return [
              { party: behalfParty, ...(relationship && { relationship: relationship[language] }) },
            ];
          }),
          ...(device && { deviceType: deviceWords[device][language] }),
        },
      ];
    }),
    sources: sources.flatMap(({ party: ref, account, number }) => {
      const party = ref && labels.partyRef(on, ref);
      return party ? [{ party, ...(account && { account }), ...(number && { number }) }] : [];
    }),
  };
}

function describeCompletion(
  completion: Completion,
  { on }: EvidenceTransaction,
  labels: Labels,
  language: Language,
): PackageTransaction['completions'][number] {
  const { beneficiaries = [], involved = [], valueInCanadianDollars } = completion;
  return {
    manner: dispositionWords[completion.disposition][language],
    ...describeMovement(completion, labels.account(on, completion.account), language),
    ...(valueInCanadianDollars && { valueInCanadianDollars }),
    beneficiaries: beneficiaries.flatMap(({ party }) => labels.partyRef(on, party) ?? []),
    involved: involved.flatMap(({ party }) => labels.partyRef(on, party) ?? []),
  };
}

function describeMovement(
  movement: Start | Completion,
  account: string | undefined,
  language: Language,
) {
  const { exchangeRate, accountStatus } = movement;
  return {
    amount: movement.amount,
    currency: movement.currency ?? movement.virtualCurrency ?? notStated[language],
    ...(exchangeRate && { exchangeRate }),
    ...(account && { account }),
    ...(account && accountStatus && { accountStatus: accountStatusWords[accountStatus][language] }),
    virtualCurrencyTransactions: movement.virtualCurrencyTransactions ?? [],
    sendingAddresses: movement.sendingAddresses ?? [],
    receivingAddresses: movement.receivingAddresses ?? [],
  };
}

/** The accounts of these transactions, without those that only payers hold. */
export const packageAccounts = (labels: Labels, language: Language): PackageAccount[] =>
  labels.accounts.map(({ label, on, account }) => ({
    label,
    ...describeAccount(account, language),
    holders: [
      ...new Set(account.holders.flatMap((holder) => labels.party(identityOf(on, holder)) ?? [])),
    ],
  }));

const describeAccount = (account: Account, language: Language) => ({
  institution: account.fi,
  branch: account.branch,
  number: account.number,
  type: accountTypeWords[account.type][language],
  currency: account.currency,
  ...(account.opened && { opened: account.opened }),
  ...(account.closed && { closed: account.closed }),
});
