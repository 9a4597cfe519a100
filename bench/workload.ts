import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { FiledReport } from '../lib/reports/report.ts';

/*
 * A seeded population for benchmarks: synthetic clients with a year behind them, and one batch of new
 * transactions. Nobody in it exists. The same seed gives the same bytes.
 */

const seed = 20_261_125;
const day = 86_400_000;
/** The history lies in the year before; the new transactions in the day after. */
export const newBatchAt = Date.UTC(2026, 9, 1, 4);

type Transaction = FiledReport['transactions'][number];
export type Draw = (from: number, to: number) => number;

export function draws(part: number): Draw {
  const generator = xoroshiro128plus(seed + part);
  return (from, to) => uniformInt(generator, from, to);
}

/** A client: what it mostly does is one of a few ways of life. */
export type Client = { number: number; history: number; fresh: number };

/**
 * So many clients with a year of history: a median of 60 entries, one per cent above 5,000.
 *
 * @param fresh how many new transactions each has in the batch.
 */
export function population(clients: number, fresh: number): Client[] {
  const draw = draws(0);
  return Array.from({ length: clients }, (_, number) => {
    const heavy = number % 100 === 99;
    return { number, history: heavy ? draw(5_001, 5_500) : draw(40, 80), fresh };
  });
}

/** A report holds at most 500 transactions. */
const perReport = 500;

/** The reports that made a client's history, oldest first. */
export function historyOf(client: Client): FiledReport[] {
  const draw = draws(1 + client.number * 2);
  const spacing = (365 * day) / client.history;
  const times = Array.from(
    { length: client.history },
    (_, place) => newBatchAt - 366 * day + Math.floor(place * spacing) + draw(0, 3_600_000),
  ).sort((a, b) => a - b);
  const reports = Math.ceil(times.length / perReport);
  return Array.from({ length: reports }, (_, place) =>
    reportOf(client, `H${place}`, times.slice(place * perReport, (place + 1) * perReport), draw),
  );
}

/** The client's new transactions, in one report. */
export function newReportOf(client: Client): FiledReport {
  const draw = draws(2 + client.number * 2);
  const times = Array.from({ length: client.fresh }, () => newBatchAt + draw(0, day - 1));
  return reportOf(
    client,
    'NEW',
    times.sort((a, b) => a - b),
    draw,
  );
}

const cities = [
  ['Toronto', 'ON'],
  ['Mississauga', 'ON'],
  ['Hamilton', 'ON'],
  ['Kingston', 'ON'],
  ['Montréal', 'QC'],
  ['Ottawa', 'ON'],
] as const;

/** Category code and name of where cards are used; the last ones are rarer. */
const shops = [
  ['5411', 'GROCER EXAMPLE'],
  ['5812', 'DINER EXAMPLE'],
  ['5814', 'BURGERS EXAMPLE'],
  ['4121', 'RIDES EXAMPLE'],
  ['5541', 'FUEL EXAMPLE'],
  ['5912', 'PHARMACY EXAMPLE'],
  ['4814', 'TELEPHONE EXAMPLE'],
  ['5651', 'CLOTHES EXAMPLE'],
  ['7523', 'PARKING EXAMPLE'],
  ['7011', 'MOTEL EXAMPLE ONE'],
  ['5947', 'GIFTCARD EXAMPLE'],
  ['7311', 'ADSITE EXAMPLE'],
] as const;

export function reportOf(
  { number }: Pick<Client, 'number'>,
  name: string,
  times: readonly number[],
  draw: Draw,
): FiledReport {
  const transactions = times.map((instant, place) =>
    transactionOf(`C${number}-${name}-${place}`, localTime(instant), draw),
  );
  const named = (ref: string, label: string) => ({
    ref,
    kind: 'entity' as const,
    role: 'merchant' as const,
    name: label,
  });
  const used = new Set(JSON.stringify(transactions).match(/"party":"[^"]+"/g) ?? []);
  const isUsed = (ref: string) => used.has(`"party":"${ref}"`);
  const strangers = Array.from({ length: 40 }, (_, place) => `x${place}`).filter(isUsed);
  return {
    reportType: 'STR',
    action: 'submit',
    reference: `BENCH-${number}-${name}`,
    reportingEntityNumber: 1_234_567,
    contactId: 1,
    sector: 'bank',
    suspicion: {
      type: 'ML',
      narrative: 'Synthetic report of a benchmark. Every fact in it is made up.',
      narrativeLanguage: 'en',
    },
    actionTaken: 'None; a benchmark.',
    parties: [
      {
        ref: 'p1',
        kind: 'person',
        role: 'subject',
        surname: `EXAMPLE${number}`,
        given: 'Sam',
        birthDate: '1994-05-06',
        occupation: 'Clerk',
        clientNumber: `C-${number}`,
        phone: '416-555-0100',
        address: {
          building: `${(number % 900) + 1}`,
          street: 'Sample St',
          city: 'Toronto',
          province: 'ON',
          postal: 'M5V2T6',
          country: 'CA',
        },
      },
      ...shops
        .map(([, label], place) => named(`m${place}`, label))
        .filter(({ ref }) => isUsed(ref)),
      ...(isUsed('o1')
        ? [{ ...named('o1', 'EMPLOYER EXAMPLE LTD'), role: 'unknown' as const }]
        : []),
      ...strangers.map((ref) => ({
        ref,
        kind: 'person' as const,
        role: 'unknown' as const,
        surname: `STRANGER${ref}${number}`,
        given: 'Kim',
      })),
    ],
    accounts: [
      {
        ref: 'a1',
        fi: '999',
        branch: '00012',
        number: `555${number}`,
        type: 'personal',
        currency: 'CAD',
        opened: '2020-01-02',
        holders: ['p1'],
      },
    ],
    transactions,
  };
}

/** Most of life is shopping; pay, rent, cash and e-transfers of a few and of many people besides. */
function transactionOf(ref: string, at: string, draw: Draw): Transaction {
  const [city, province] = cities[draw(0, 9)] ?? cities[0];
  const place = { city, province, terminal: `T${draw(1, 30)}` };
  const amount = `${draw(5, 400)}.${String(draw(0, 99)).padStart(2, '0')}`;
  const common = { ref, location: 'BR00012', attempted: false, at };
  const money = { amount, currency: 'CAD' };
  const own = { account: 'a1', accountStatus: 'active' as const };
  const holder = [{ party: 'p1' }];
  const what = draw(1, 100);
  if (what <= 62) {
    const shop = Math.min(draw(0, shops.length - 1), draw(0, shops.length - 1));
    const [mcc, merchant] = shops[shop] ?? shops[0];
    return {
      ...common,
      method: 'other',
      start: [{ direction: 'out', kind: 'funds_withdrawal', ...money, ...own, conductors: holder }],
      complete: [{ disposition: 'goods', ...money, beneficiaries: [{ party: `m${shop}` }] }],
      context: { mcc, merchant, ...place, card: 'K1', cardPresent: true },
    };
  }
  if (what <= 72) {
    const party = `x${draw(0, 39)}`;
    return {
      ...common,
      method: 'online',
      start: [{ direction: 'in', kind: 'emt', ...money, conductors: [{ party }] }],
      complete: [{ disposition: 'deposit', ...money, ...own, beneficiaries: holder }],
      context: { memo: draw(0, 20) === 0 ? 'one hour' : 'thanks', recipientAsTyped: 'Sam' },
    };
  }
  if (what <= 80) {
    const party = `x${draw(0, 9)}`;
    return {
      ...common,
      method: 'online',
      start: [{ direction: 'out', kind: 'funds_withdrawal', ...money, ...own, conductors: holder }],
      complete: [{ disposition: 'outgoing_emt', ...money, beneficiaries: [{ party }] }],
      context: { memo: draw(0, 5) === 0 ? 'rent' : 'lunch' },
    };
  }
  if (what <= 90) {
    return {
      ...common,
      method: 'abm',
      start: [{ direction: 'out', kind: 'funds_withdrawal', ...money, ...own, conductors: holder }],
      complete: [{ disposition: 'cash_withdrawal', ...money }],
      context: { ...place, terminalOwner: 'bank' },
    };
  }
  if (what <= 95) {
    return {
      ...common,
      method: 'abm',
      start: [{ direction: 'in', kind: 'cash', ...money, conductors: holder }],
      complete: [{ disposition: 'deposit', ...money, ...own, beneficiaries: holder }],
      context: { ...place, terminalOwner: 'bank' },
    };
  }
  return {
    ...common,
    method: 'online',
    purpose: 'payroll',
    start: [
      { direction: 'in', kind: 'domestic_transfer', ...money, conductors: [{ party: 'o1' }] },
    ],
    complete: [{ disposition: 'deposit', ...money, ...own, beneficiaries: holder }],
  };
}

/** Toronto's summer offset all year: a benchmark has no seasons. */
const localTime = (instant: number): string =>
  `${new Date(instant - 4 * 3_600_000).toISOString().slice(0, 19)}-04:00`;
