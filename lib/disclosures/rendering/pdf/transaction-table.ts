import { labelRanges } from '../../labels.ts';
import type { DisclosurePackage, PackageTransaction } from '../../package.ts';
import { directionWords } from '../../transaction-words.ts';
import {
  amountInWords,
  grouped,
  noTotals,
  plus,
  startTotals,
  type Totals,
  totalsInWords,
} from '../totals.ts';
import { heading, small } from './blocks.ts';
import { isolated } from './drawable-text.ts';
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
  const { label, when, transactionNumber, way, manner, amount, by, to, place, report } = pdfWords;
  table(
    sheet,
    [
      { title: say(label), fit: 40 },
      { title: say(when), fit: 130 },
      { title: say(transactionNumber), fit: 96 },
      { title: say(way), fit: 44 },
      { title: say(manner), share: 1 },
      { title: say(amount), fit: 140, align: 'right' },
      { title: say(by), fit: 90 },
      { title: say(to), fit: 76 },
      { title: say(place), fit: 106 },
      { title: say(report), fit: 34 },
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
      from === 0
        ? undefined
        : filled(say(pdfWords.carriedIn), { count: counted(from, say), sums: sums(from) }),
    below: (from, until) => {
      const page = transactions.slice(from, until);
      const onPage = filled(say(pdfWords.onPage), {
        labels: labelRanges(page.map(({ label }) => label)),
        count: counted(page.length, say),
        sums: totalsInWords(startTotals(page), language),
      });
      const handedOn =
        until === all
          ? filled(say(pdfWords.allOf), { all: counted(all, say), sums: sums(all) })
          : filled(say(pdfWords.carriedOut), {
              count: until,
              all: counted(all, say),
              sums: sums(until),
            });
      return [onPage, handedOn];
    },
  };
}

/** "1 transaction", "15 transactions". */
const counted = (count: number, say: Sheet['say']): string =>
  `${count} ${say(count === 1 ? pdfWords.oneTransaction : pdfWords.severalTransactions)}`;

function row(transaction: PackageTransaction, sheet: Sheet): string[] {
  const { location, city, province, country } = transaction.placeOfBusiness;
  const { ways } = startsInWords(transaction, sheet);
  const time = transaction.localTime.replace(/(Z|[+-]\d\d:\d\d)$/, '\u00a0$1');
  return [
    transaction.label,
    `${transaction.date}\u00a0${time}`,
    transaction.number,
    unique(ways),
    mannerOf(transaction, sheet),
    amountOf(transaction, sheet),
    sourceOf(transaction, sheet),
    together(
      transaction.completions.flatMap(({ beneficiaries, account }) => [
        ...beneficiaries,
        ...(account ? [account] : []),
      ]),
    ),
    [city, province, country, location].filter(Boolean).join(', '),
    transaction.report,
  ];
}

/** What transactions begin with, and beside it whether that was brought in or taken out. */
function startsInWords({ starts }: PackageTransaction, { say }: Sheet) {
  const directions = [
    { behind: `, ${say(directionWords.in)}`, way: say(pdfWords.wayIn) },
    { behind: `, ${say(directionWords.out)}`, way: say(pdfWords.wayOut) },
  ];
  const told = starts.map(({ manner }) => {
    const found = directions.find(({ behind }) => manner.endsWith(behind));
    return { manner: found ? manner.slice(0, -found.behind.length) : manner, way: found?.way };
  });
  return { manners: told.map(({ manner }) => manner), ways: told.flatMap(({ way }) => way ?? []) };
}

function mannerOf(transaction: PackageTransaction, sheet: Sheet): string {
  const { say } = sheet;
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
  const coins = (field: keyof typeof coinWords) => {
    const values = movements.flatMap((movement) => movement[field]);
    return values.length > 0 && `${say(coinWords[field])} ${unique(values)}`;
  };
  return [
    status === 'attempted' && say(pdfWords.attempted),
    method,
    unique(
      [...startsInWords(transaction, sheet).manners, ...completions.map(({ manner }) => manner)],
      ' → ',
    ),
    unique(devices),
    ...ratesOf(transaction, sheet),
    purpose && filled(say(pdfWords.purpose), { purpose: isolated(purpose) }),
    reasonNotCompleted,
    sources.length > 0 && `${say(pdfWords.sourceOfFunds)} ${unique(sources)}`,
    involved.length > 0 && `${say(pdfWords.involved)} ${unique(involved)}`,
    transaction.postedAt && `${say(pdfWords.posted)} ${transaction.postedAt.slice(0, 10)}`,
    coins('virtualCurrencyTransactions'),
    coins('sendingAddresses'),
    coins('receivingAddresses'),
  ]
    .filter(Boolean)
    .join('; ');
}

const coinWords = {
  virtualCurrencyTransactions: pdfWords.coinTransactions,
  sendingAddresses: pdfWords.coinsFrom,
  receivingAddresses: pdfWords.coinsTo,
};

/** One line for each start: those are what the sums add up. What arrived stands behind an arrow if it differs. */
function amountOf({ starts, completions }: PackageTransaction, { language }: Sheet): string {
  const written = ({ amount, currency }: { amount: string; currency: string }) =>
    amountInWords(amount, currency, language);
  const began = starts.map(written);
  const amounts = new Set(starts.map(({ amount }) => amount));
  const arrived = completions.filter(
    (completion) => !amounts.has(completion.amount) || !began.includes(written(completion)),
  );
  const differing = arrived.filter(
    ({ amount, currency }) => !amounts.has(amount) || /^[A-Z]{3}$/.test(currency),
  );
  return [...began, ...differing.map((completion) => `→\u00a0${written(completion)}`)].join('\n');
}

/** At which rate it was exchanged, and what it was worth. */
function ratesOf({ starts, completions }: PackageTransaction, { say, language }: Sheet): string[] {
  const rates = [...starts, ...completions].flatMap(({ exchangeRate }) => exchangeRate ?? []);
  const values = completions.flatMap(({ valueInCanadianDollars }) => valueInCanadianDollars ?? []);
  const told = (label: string, all: readonly string[]) =>
    all.length > 0 ? [`${label} ${unique(all)}`] : [];
  return [
    ...told(
      say(pdfWords.exchangeRate),
      rates.map((rate) => grouped(rate, language)),
    ),
    ...told(
      say(pdfWords.valueCad),
      values.map((value) => amountInWords(value, 'CAD', language)),
    ),
  ];
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
    together([...named, ...starts.flatMap(({ account }) => account ?? [])]),
    payers > 0 && `${payers} ${payersWords}`,
  ]
    .filter(Boolean)
    .join(', ');
}

const unique = (values: readonly string[], separator = ', '): string =>
  [...new Set(values)].join(separator);

/** Two are not parted at the end of a line. */
const together = (values: readonly string[]): string =>
  unique(values, new Set(values).size === 2 ? ',\u00a0' : ', ');
