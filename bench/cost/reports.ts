import type { FiledReport } from '../../lib/reports/report.ts';
import { arrivalOf, entity } from './calendar.ts';
import { type Happening, happeningOf } from './happenings.ts';
import { type Client, type Draw, pick } from './population.ts';

type Party = FiledReport['parties'][number];

/** One report of a client about the day before a night. */
export function reportOf(client: Client, night: number, place: number, draw: Draw): FiledReport {
  const happenings = Array.from({ length: transactionsIn(draw) }, (_, at) =>
    happeningOf(client, { night, isFirst: place === 0 && at === 0 }, draw),
  );
  return reportWith(client, { night, place, happenings }, draw);
}

/**
 * A report of these happenings of one day, or of so many days up to a night; `place` tells it from
 * others of the client and night.
 */
export function reportWith(
  client: Client,
  {
    night,
    place,
    happenings,
    days = 1,
  }: { night: number; place: number; happenings: readonly Happening[]; days?: number },
  draw: Draw,
): FiledReport {
  const times = happenings
    .map(() => momentIn(client, night - (days > 1 ? draw(0, days - 1) : 0), draw))
    .sort((a, b) => a - b);
  const name = `${nightName(night)}-${client.number}-${place}`;
  const others = new Map(
    happenings.flatMap((one) => one.others.map((party) => [party.ref, party])),
  );
  return {
    reportType: 'STR',
    action: 'submit',
    reference: `STR-${name}`,
    reportingEntityNumber: Number(entity),
    contactId: draw(1, 40),
    sector: 'bank',
    suspicion: {
      type: 'ML',
      narrative: narrativeOf(happenings.length, draw),
      narrativeLanguage: 'en',
    },
    actionTaken: pick(draw, actionsTaken),
    parties: [clientParty(client), ...others.values()],
    accounts: [
      {
        ref: 'a1',
        fi: '999',
        branch: client.branch,
        number: client.account,
        type: 'personal',
        currency: 'CAD',
        opened: client.opened,
        holders: ['p1'],
      },
    ],
    transactions: happenings.map(({ transaction }, at) => ({
      ref: `T${at + 1}`,
      at: localTime(times[at] ?? 0),
      attempted: false,
      ...transaction,
    })),
  };
}

/** Most reports are of one transaction, some of two or three. */
function transactionsIn(draw: Draw): number {
  const what = draw(1, 100);
  if (what <= 75) return 1;
  return what <= 95 ? 2 : 3;
}

const nightName = (night: number) =>
  new Date(arrivalOf(night)).toISOString().slice(0, 10).replaceAll('-', '');

const clientParty = (client: Client): Party => ({
  ref: 'p1',
  kind: 'person',
  role: 'subject',
  surname: client.surname,
  given: client.given,
  birthDate: client.birthDate,
  occupation: client.occupation,
  ...(client.employer && { employer: client.employer.name }),
  clientNumber: `C-${client.number}`,
  phone: client.phone,
  email: client.email,
  address: client.address,
});

const actionsTaken = [
  'None beyond this report; a benchmark.',
  'Account under periodic review.',
  'The client was asked for the purpose.',
  'Documents on the source of funds requested.',
];
const reasons = [
  'differ from what was declared when the account was opened',
  'exceed the average of the six months before',
  'came shortly after one another',
  'have no purpose that the branch could see',
  'were paid in and out at different places',
];

const narrativeOf = (count: number, draw: Draw) =>
  `Synthetic. ${count} movements that ${pick(draw, reasons)}; rule ${draw(100, 999)}, ` +
  `score ${draw(50, 99)}, item ${draw(1_000_000, 9_999_999)}.`;

/** From seven in the morning to ten at night for most, often after midnight for those who behave as indicators describe. */
function momentIn(client: Client, night: number, draw: Draw): number {
  // In Toronto's summer time the day before begins 28 hours before the night's batches arrive.
  const begins = arrivalOf(night) - 28 * 3_600_000;
  const atNight = client.isSuspicious && draw(1, 10) <= 6;
  const seconds = atNight ? draw(0, 4 * 3600) : draw(7 * 3600, 22 * 3600 - 1);
  return begins + 1000 * seconds;
}

const localTime = (instant: number): string =>
  `${new Date(instant - 4 * 3_600_000).toISOString().slice(0, 19)}-04:00`;
