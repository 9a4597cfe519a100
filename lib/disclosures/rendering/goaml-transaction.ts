import type { DisclosurePackage, PackageTransaction } from '../package.ts';
import {
  goamlAccount,
  goamlLookups,
  goamlParty,
  goamlPerson,
  type Lookups,
} from './goaml-party.ts';
import { type Elements, saying, unmapped } from './goaml-words.ts';
import { decimal, noTotals, plus } from './totals.ts';

type Start = PackageTransaction['starts'][number];
type Completion = PackageTransaction['completions'][number];

const lookupsOf = new WeakMap<DisclosurePackage, Lookups>();

/**
 * The elements of one transaction. Where one known place pays one other it is of the bi-party kind,
 * `t_from` and `t_to`; else everybody named in it is one of the `involved_parties`.
 */
export function goamlTransaction(
  transaction: PackageTransaction,
  held: DisclosurePackage,
): Elements {
  const lookups = lookupsOf.get(held) ?? goamlLookups(held);
  lookupsOf.set(held, lookups);
  const { city, province, country, location } = transaction.placeOfBusiness;
  const [start, ...moreStarts] = transaction.starts;
  const [end, ...moreEnds] = transaction.completions;
  const single = start && end && moreStarts.length === 0 && moreEnds.length === 0;
  const from = single ? fromElements(start, lookups) : undefined;
  const to = single ? toElements(end, lookups) : undefined;
  return saying({
    transactionnumber: transaction.label,
    internal_ref_number: transaction.number,
    transaction_location: [location, city, province, country].filter(Boolean).join(', '),
    transaction_description: transaction.purpose,
    date_transaction: `${transaction.date}T${transaction.localTime.slice(0, 8)}`,
    date_posting: transaction.postedAt?.slice(0, 19),
    transmode_code: unmapped,
    transmode_comment: transaction.method,
    amount_local: localAmount(transaction),
    ...(from && to
      ? { t_from: from, t_to: to }
      : { involved_parties: { party: involvedIn(transaction, lookups) } }),
    comments: commentsOf(transaction),
  });
}

/** In Canadian dollars, exact; absent where not every amount is known in them. */
function localAmount({ starts, completions }: PackageTransaction): string | undefined {
  const inDollars = starts.every(({ currency }) => currency === 'CAD')
    ? starts.map(({ amount }) => amount)
    : completions.map(({ amount, currency, valueInCanadianDollars }) =>
        currency === 'CAD' ? amount : valueInCanadianDollars,
      );
  if (inDollars.length === 0 || inDollars.some((amount) => amount === undefined)) return undefined;
  const sum = inDollars.reduce((total, amount) => plus(total, amount ?? '0', 'CAD'), noTotals);
  const total = sum.get('CAD');
  return total && decimal(total);
}

function fromElements(start: Start, lookups: Lookups): Elements | undefined {
  const account = start.account ? lookups.account.get(start.account) : undefined;
  const conductors = start.conductors.flatMap(({ party }) => lookups.party.get(party) ?? []);
  const [conductor, ...others] = conductors;
  if (others.length > 0 || (!account && !conductor)) return undefined;
  return saying({
    from_funds_code: unmapped,
    from_funds_comment: start.manner,
    from_foreign_currency: foreign(start),
    t_conductor: account && conductor?.kind === 'person' ? goamlPerson(conductor) : undefined,
    ...(account
      ? { from_account: goamlAccount(account, { status: start.accountStatus, lookups }) }
      : conductor && goamlParty('from_', conductor)),
    from_country: unmapped,
  });
}

function toElements(end: Completion, lookups: Lookups): Elements | undefined {
  const account = end.account ? lookups.account.get(end.account) : undefined;
  const beneficiaries = end.beneficiaries.flatMap((label) => lookups.party.get(label) ?? []);
  const [beneficiary, ...others] = beneficiaries;
  if (!account && (!beneficiary || others.length > 0)) return undefined;
  return saying({
    to_funds_code: unmapped,
    to_funds_comment: end.manner,
    to_foreign_currency: foreign(end),
    ...(account
      ? { to_account: goamlAccount(account, { status: end.accountStatus, lookups }) }
      : beneficiary && goamlParty('to_', beneficiary)),
    to_country: unmapped,
  });
}

const foreign = ({ currency, amount, exchangeRate }: Start | Completion): Elements | undefined =>
  currency === 'CAD'
    ? undefined
    : saying({
        foreign_currency_code: currency,
        foreign_amount: amount,
        foreign_exchange_rate: exchangeRate,
      });

/** Everybody and every account named in it, each movement for itself. */
function involvedIn({ starts, completions }: PackageTransaction, lookups: Lookups): Elements[] {
  const one = (movement: Start | Completion, role: string, who: Elements): Elements =>
    saying({
      role: unmapped,
      ...who,
      funds_code: unmapped,
      funds_comment: movement.manner,
      foreign_currency: foreign(movement),
      country: unmapped,
      comments: `${role}; ${movement.amount} ${movement.currency}`,
    });
  const accountOf = (movement: Start | Completion, role: string): Elements[] => {
    const account = movement.account ? lookups.account.get(movement.account) : undefined;
    if (!account) return [];
    const elements = goamlAccount(account, { status: movement.accountStatus, lookups });
    return [one(movement, role, { account: elements })];
  };
  const partiesOf = (movement: Start | Completion, role: string, labels: readonly string[]) =>
    labels.flatMap((label): Elements[] => {
      const party = lookups.party.get(label);
      return party ? [one(movement, role, goamlParty('', party))] : [];
    });
  return [
    ...starts.flatMap((start) => [
      ...accountOf(start, 'from'),
      ...partiesOf(
        start,
        'conductor',
        start.conductors.map(({ party }) => party),
      ),
    ]),
    ...completions.flatMap((end) => [
      ...accountOf(end, 'to'),
      ...partiesOf(end, 'beneficiary', end.beneficiaries),
    ]),
  ];
}

/** What has no element: who acted for whom, what was only tried, who else was involved. */
function commentsOf(transaction: PackageTransaction): string {
  const { starts, completions, status, reasonNotCompleted, payers, report } = transaction;
  const movements = [...starts, ...completions];
  const conductors = starts.flatMap((start) => start.conductors);
  const lines = [
    report,
    transaction.localTime,
    status === 'attempted' && 'attempted',
    reasonNotCompleted,
    ...conductors.flatMap(({ party, onBehalfOf }) =>
      onBehalfOf.map((behalf) =>
        [party, '→', behalf.party, behalf.relationship && `(${behalf.relationship})`]
          .filter(Boolean)
          .join(' '),
      ),
    ),
    ...conductors.flatMap(({ deviceType }) => deviceType ?? []),
    ...starts.flatMap(({ sources }) =>
      sources.map(({ party, account, number }) =>
        [party, account, number].filter(Boolean).join(' '),
      ),
    ),
    ...completions.flatMap(({ involved }) => involved),
    ...movements.flatMap((movement) => [
      ...movement.virtualCurrencyTransactions,
      ...movement.sendingAddresses,
      ...movement.receivingAddresses,
    ]),
    payers > 0 && `payers: ${payers}`,
  ];
  return lines.filter(Boolean).join('; ');
}
