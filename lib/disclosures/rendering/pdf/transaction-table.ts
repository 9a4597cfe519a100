import type { DisclosurePackage, PackageTransaction } from '../../package.ts';
import { grouped, noTotals, plus, startTotals, type Totals, totalsInWords } from '../totals.ts';
import { heading, small } from './blocks.ts';
import { newPage, type Sheet } from './sheet.ts';
import { type PageProof, table } from './table.ts';
import { filled, pdfWords } from './words.ts';

/** Every transaction, one row each, with page proofs. */
export function transactionTable(sheet: Sheet, { transactions }: DisclosurePackage) {
  if (transactions.length === 0) return;
  const { say } = sheet;
  newPage(sheet, 'landscape');
  heading(sheet, say(pdfWords.transactions));
  small(sheet, say(pdfWords.tableIntro));
  const { when, transactionNumber, manner, amount, by, to, place, report } = pdfWords;
  table(
    sheet,
    [
      { title: '', width: 34 },
      { title: say(when), width: 72 },
      { title: say(transactionNumber), width: 82 },
      { title: say(manner), width: 186 },
      { title: say(amount), width: 88, align: 'right' },
      { title: say(by), width: 70 },
      { title: say(to), width: 52 },
      { title: say(place), width: 78 },
      { title: say(report), width: 34 },
    ],
    transactions.map((transaction) => row(transaction, sheet)),
    proofOf(sheet, transactions),
  );
}

function proofOf({ say, language }: Sheet, transactions: readonly PackageTransaction[]): PageProof {
  const before: Totals[] = [noTotals];
  for (const [index, { starts }] of transactions.entries()) {
    before.push(
      starts.reduce((sum, one) => plus(sum, one.amount, one.currency), before[index] ?? noTotals),
    );
  }
  const all = transactions.length;
  const sums = (count: number) => totalsInWords(before[count] ?? noTotals, language);
  return {
    above: (from) =>
      from === 0 ? undefined : filled(say(pdfWords.carriedIn), { count: from, sums: sums(from) }),
    below: (from, until) => {
      const page = transactions.slice(from, until);
      const onPage = filled(say(pdfWords.onPage), {
        first: page[0]?.label ?? '',
        last: page.at(-1)?.label ?? '',
        count: page.length,
        sums: totalsInWords(startTotals(page), language),
      });
      const handedOn =
        until === all
          ? filled(say(pdfWords.allOf), { all, sums: sums(all) })
          : filled(say(pdfWords.carriedOut), { count: until, all, sums: sums(until) });
      return [onPage, handedOn];
    },
  };
}

function row(transaction: PackageTransaction, sheet: Sheet): string[] {
  const { location, city, province, country } = transaction.placeOfBusiness;
  const time = transaction.localTime.replace(/(Z|[+-]\d\d:\d\d)$/, ' $1');
  return [
    transaction.label,
    `${transaction.date}\n${time}`,
    transaction.number,
    mannerOf(transaction, sheet),
    amountOf(transaction, sheet),
    sourceOf(transaction, sheet),
    unique(
      transaction.completions.flatMap(({ beneficiaries, account }) => [
        ...beneficiaries,
        ...(account ? [account] : []),
      ]),
    ),
    [city, province, country, location].filter(Boolean).join(', '),
    transaction.report,
  ];
}

function mannerOf(transaction: PackageTransaction, { say }: Sheet): string {
  const { starts, completions, status, purpose, method, reasonNotCompleted } = transaction;
  const movements = [...starts, ...completions];
  const devices = starts.flatMap(({ conductors }) =>
    conductors.flatMap(({ deviceType }) => deviceType ?? []),
  );
  const sources = starts.flatMap((start) =>
    start.sources.map(({ party, account, number }) =>
      [party, account, number].filter(Boolean).join(' '),
    ),
  );
  const involved = completions.flatMap((completion) => completion.involved);
  const coins = movements.flatMap((movement) => [
    ...movement.virtualCurrencyTransactions,
    ...movement.sendingAddresses,
    ...movement.receivingAddresses,
  ]);
  return [
    method,
    unique(
      movements.map(({ manner }) => manner),
      ' → ',
    ),
    unique(devices),
    purpose && `${say(pdfWords.purpose)} ${purpose}`,
    status === 'attempted' && say(pdfWords.attempted),
    reasonNotCompleted,
    sources.length > 0 && `${say(pdfWords.sourceOfFunds)} ${unique(sources)}`,
    involved.length > 0 && `${say(pdfWords.involved)} ${unique(involved)}`,
    transaction.postedAt && `${say(pdfWords.posted)} ${transaction.postedAt.slice(0, 10)}`,
    coins.length > 0 && `${say(pdfWords.virtualCurrency)} ${unique(coins)}`,
  ]
    .filter(Boolean)
    .join('; ');
}

/** One line for each start: those are what the sums add up. What arrived stands behind an arrow if it differs. */
function amountOf({ starts, completions }: PackageTransaction, { say, language }: Sheet): string {
  const written = ({ amount, currency }: { amount: string; currency: string }) =>
    `${grouped(amount, language)}\u00a0${currency}`;
  const began = starts.map(written);
  const amounts = new Set(starts.map(({ amount }) => amount));
  const arrived = completions.filter(
    (completion) => !amounts.has(completion.amount) || !began.includes(written(completion)),
  );
  const differing = arrived.filter(
    ({ amount, currency }) => !amounts.has(amount) || /^[A-Z]{3}$/.test(currency),
  );
  const rates = [...starts, ...completions].flatMap(({ exchangeRate }) => exchangeRate ?? []);
  const values = completions.flatMap(({ valueInCanadianDollars }) => valueInCanadianDollars ?? []);
  return [
    ...began,
    ...differing.map((completion) => `→ ${written(completion)}`),
    ...(rates.length > 0
      ? [`${say(pdfWords.exchangeRate)} ${unique(rates.map((rate) => grouped(rate, language)))}`]
      : []),
    ...(values.length > 0
      ? [`${say(pdfWords.valueCad)} ${unique(values.map((value) => grouped(value, language)))}`]
      : []),
  ].join('\n');
}

function sourceOf({ starts, payers }: PackageTransaction, { say }: Sheet): string {
  const named = starts.flatMap(({ conductors }) =>
    conductors.map(({ party, onBehalfOf }) =>
      [
        party,
        ...onBehalfOf.map(
          ({ party: behalf, relationship }) =>
            `${say(pdfWords.onBehalfOf)} ${behalf}${relationship ? ` (${relationship})` : ''}`,
        ),
      ].join(' '),
    ),
  );
  const payersWords = say(payers === 1 ? pdfWords.onePayer : pdfWords.severalPayers);
  return [
    unique([...named, ...starts.flatMap(({ account }) => account ?? [])]),
    payers > 0 && `${payers} ${payersWords}`,
  ]
    .filter(Boolean)
    .join(', ');
}

const unique = (values: readonly string[], separator = ', '): string =>
  [...new Set(values)].join(separator);
