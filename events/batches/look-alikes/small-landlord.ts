import { addDays, clock, everyDays, localTime } from '../calendar.ts';
import { chance } from '../chance.ts';
import { institutions } from '../client.ts';
import { household } from '../daily-life.ts';
import { fileReports } from '../file-reports.ts';
import { buy } from '../movements/card.ts';
import { receiveTransfer, sendTransfer } from '../movements/e-transfer.ts';
import { pay } from '../movements/payment.ts';
import { hamilton } from '../places.ts';
import { type Part, plantedClient, type World } from '../world.ts';

/**
 * Looks like a collector: the same sums from many people around the first of the month, rent paid
 * on to three others. It is a small landlord who also manages rooms for three owners, and pays
 * mortgage, insurance and taxes for them.
 */
export function smallLandlord(world: World): Part {
  const { people, clients, merchants } = world;
  const drawn = chance('look-alikes/small-landlord');
  const client = clients.open(
    institutions.northbank,
    hamilton,
    people.resident(hamilton, { role: 'subject', occupation: 'Landlord and property manager' }),
    { opened: '2016-05-11' },
  );
  const tenants = Array.from({ length: 11 }, () => people.stranger());
  const owners = Array.from({ length: 3 }, () => people.stranger());
  const lender = people.organization('MORTGAGE LENDER EXAMPLE');
  const municipality = people.organization('CITY OF HAMILTON PROPERTY TAX EXAMPLE');

  const movements = [
    ...everyDays('2026-07-01', '2026-10-01', 30).flatMap((date) => [
      ...tenants.map((from, index) =>
        receiveTransfer(client, {
          at: localTime(hamilton, addDays(date, index % 3), clock('09:00') + index * 17),
          amount: '740.00',
          from,
          memo: `rent room ${index + 1}`,
        }),
      ),
      ...owners.map((to, index) =>
        sendTransfer(client, {
          at: localTime(hamilton, addDays(date, 4), clock('11:00') + index * 5),
          amount: `${1_300 + index * 100}.00`,
          to,
          memo: 'rent collected for your unit',
        }),
      ),
      pay(client, {
        at: localTime(hamilton, addDays(date, 5), clock('07:30')),
        amount: '1865.40',
        to: lender,
        memo: 'mortgage',
      }),
      pay(client, {
        at: localTime(hamilton, addDays(date, 6), clock('07:40')),
        amount: '412.75',
        to: municipality,
        memo: 'property tax',
      }),
      buy(client, {
        at: localTime(hamilton, addDays(date, 7), clock('10:10')),
        amount: drawn.cents(140, 190),
        merchant: merchants.insurer,
      }),
      buy(client, {
        at: localTime(hamilton, addDays(date, 9), clock('15:10')),
        amount: drawn.cents(40, 210),
        merchant: merchants.hardware,
        city: hamilton,
      }),
    ]),
    ...household(
      client,
      { first: '2026-07-03', last: '2026-10-10' },
      {
        world,
        drawn,
        landlord: people.business('EXAMPLE CONDO CORPORATION'),
      },
    ),
  ];

  return {
    reports: fileReports(client, movements, {
      narrative: ({ first, last, received, sent }) =>
        `Between ${first} and ${last} eleven people sent equal e-transfers in the first days of each ` +
        `month; credits total $${received}, debits $${sent}, some of them to three other people. ` +
        'Renting beds in overcrowded houses was considered. Mortgage, insurance and property tax ' +
        'are paid from the account.',
      actionTaken: 'Rental licence requested.',
    }),
    planted: {
      name: 'small-landlord',
      kind: 'look-alike',
      resembles: 'agence-de-placement',
      truth: 'A small landlord collects rent on the first of the month and pays mortgage and tax.',
      explanation: 'FP15',
      typology: 'labour-exploitation',
      outcome: 'no-case',
      recipients: [],
      clients: [plantedClient(client, 'landlord')],
    },
  };
}
