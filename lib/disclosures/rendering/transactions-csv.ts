import { cell } from '../../csv-cell.ts';
import type { DisclosurePackage, PackageTransaction } from '../package.ts';

type Start = PackageTransaction['starts'][number];
type Completion = PackageTransaction['completions'][number];

/** Several values in one cell stand in their order, an empty one among them too. */
const separator = ' | ';
const listed = (values: readonly (string | undefined)[]): string =>
  values.every((value) => !value) ? '' : values.map((value) => value ?? '').join(separator);
const flat = (values: readonly (readonly string[])[]): string =>
  listed(values.map((one) => one.join(' + ')));

type Column = {
  name: string;
  of: (transaction: PackageTransaction) => string | number | undefined;
};

const starts = (name: string, of: (start: Start) => string | undefined): Column => ({
  name: `start_${name}`,
  of: (transaction) => listed(transaction.starts.map(of)),
});
const completions = (name: string, of: (completion: Completion) => string | undefined): Column => ({
  name: `completion_${name}`,
  of: (transaction) => listed(transaction.completions.map(of)),
});

/** In the order of the file. What each holds is in docs/packages.md. */
export const csvColumns: readonly Column[] = [
  { name: 'transaction', of: ({ label }) => label },
  { name: 'report', of: ({ report }) => report },
  { name: 'number', of: ({ number }) => number },
  { name: 'date', of: ({ date }) => date },
  { name: 'local_time', of: ({ localTime }) => localTime },
  { name: 'posted_at', of: ({ postedAt }) => postedAt },
  { name: 'status', of: ({ status }) => status },
  { name: 'reason_not_completed', of: ({ reasonNotCompleted }) => reasonNotCompleted },
  { name: 'method', of: ({ method }) => method },
  { name: 'purpose', of: ({ purpose }) => purpose },
  { name: 'place_location', of: ({ placeOfBusiness }) => placeOfBusiness.location },
  { name: 'place_city', of: ({ placeOfBusiness }) => placeOfBusiness.city },
  { name: 'place_province', of: ({ placeOfBusiness }) => placeOfBusiness.province },
  { name: 'place_country', of: ({ placeOfBusiness }) => placeOfBusiness.country },
  starts('manner', ({ manner }) => manner),
  starts('amount', ({ amount }) => amount),
  starts('currency', ({ currency }) => currency),
  starts('exchange_rate', ({ exchangeRate }) => exchangeRate),
  starts('account', ({ account }) => account),
  starts('account_status', ({ accountStatus }) => accountStatus),
  starts('conductors', ({ conductors }) => conductors.map(({ party }) => party).join(' + ')),
  starts('on_behalf_of', ({ conductors }) =>
    conductors
      .flatMap(({ onBehalfOf }) =>
        onBehalfOf.map(({ party, relationship }) =>
          relationship ? `${party} (${relationship})` : party,
        ),
      )
      .join(' + '),
  ),
  starts('device_types', ({ conductors }) =>
    conductors.flatMap(({ deviceType }) => deviceType ?? []).join(' + '),
  ),
  starts('sources_of_funds', ({ sources }) =>
    sources
      .map(({ party, account, number }) => [party, account, number].filter(Boolean).join(' '))
      .join(' + '),
  ),
  {
    name: 'payers_not_named',
    of: ({ payers }) => payers,
  },
  completions('manner', ({ manner }) => manner),
  completions('amount', ({ amount }) => amount),
  completions('currency', ({ currency }) => currency),
  completions('exchange_rate', ({ exchangeRate }) => exchangeRate),
  completions('value_in_canadian_dollars', ({ valueInCanadianDollars }) => valueInCanadianDollars),
  completions('account', ({ account }) => account),
  completions('account_status', ({ accountStatus }) => accountStatus),
  completions('beneficiaries', ({ beneficiaries }) => beneficiaries.join(' + ')),
  completions('involved', ({ involved }) => involved.join(' + ')),
  {
    name: 'virtual_currency_transactions',
    of: (transaction) => virtual(transaction, 'virtualCurrencyTransactions'),
  },
  {
    name: 'sending_addresses',
    of: (transaction) => virtual(transaction, 'sendingAddresses'),
  },
  {
    name: 'receiving_addresses',
    of: (transaction) => virtual(transaction, 'receivingAddresses'),
  },
];

const virtual = (
  { starts: begun, completions: ended }: PackageTransaction,
  field: 'virtualCurrencyTransactions' | 'sendingAddresses' | 'receivingAddresses',
): string => {
  const lists = [...begun, ...ended].map((movement) => movement[field]);
  return lists.some((list) => list.length > 0) ? flat(lists) : '';
};

/**
 * One row a transaction, in the order of the package, amounts digit for digit as filed. UTF-8 with a
 * byte order mark, without which spreadsheets take accents for other letters; no cell is a formula.
 */
export function transactionsCsv({ transactions }: DisclosurePackage): Buffer {
  const head = csvColumns.map(({ name }) => cell(name)).join(',');
  const rows = transactions.map((transaction) =>
    csvColumns.map(({ of }) => cell(of(transaction))).join(','),
  );
  return Buffer.from(`\ufeff${[head, ...rows].join('\r\n')}\r\n`);
}
