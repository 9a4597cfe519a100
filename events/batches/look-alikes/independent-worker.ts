import { addDays, clock, everyDays, localTime } from '../calendar.ts';
import { chance } from '../chance.ts';
import { institutions } from '../client.ts';
import { fileReports } from '../file-reports.ts';
import { buy } from '../movements/card.ts';
import { depositCash } from '../movements/cash.ts';
import { receiveTransfer } from '../movements/e-transfer.ts';
import { ottawa } from '../places.ts';
import { type Part, plantedClient, type World } from '../world.ts';

/**
 * Looks like the Highway 401 story: adverts, e-transfers from many people once each, some cash at
 * night. It is an adult who works alone: nobody else receives the income, it pays rent, groceries
 * and savings. That is not trafficking, and may be watched at most.
 */
export function independentWorker(world: World): Part {
  const { people, clients, merchants } = world;
  const drawn = chance('look-alikes/independent-worker');
  const client = clients.open(
    institutions.northbank,
    ottawa,
    people.resident(ottawa, {
      role: 'subject',
      occupation: 'Independent escort',
      birthDate: '1989-01-24',
    }),
    { opened: '2017-08-14' },
  );
  const span = { first: '2026-07-02', last: '2026-10-21' };

  const movements = [
    ...everyDays(span.first, span.last, 2).map((date) =>
      receiveTransfer(client, {
        at: localTime(ottawa, date, clock('16:00') + drawn.int(0, 300)),
        amount: drawn.pick(['160.00', '200.00', '240.00', '300.00']),
        from: people.stranger(),
        ...(drawn.happens(30) && { memo: drawn.pick(['thank you', 'companion hour', 'dinner']) }),
      }),
    ),
    ...everyDays(span.first, span.last, 6).map((date) =>
      buy(client, {
        at: localTime(ottawa, date, clock('10:00') + drawn.int(0, 120)),
        amount: drawn.pick(['12.00', '24.00', '24.00']),
        merchant: merchants.adSite,
      }),
    ),
    ...everyDays(addDays(span.first, 3), span.last, 7).map((date) =>
      depositCash(client, {
        at: localTime(ottawa, date, clock('21:30') + drawn.int(0, 110)),
        amount: drawn.round(120, 300, 20),
        city: ottawa,
        machine: 0,
      }),
    ),
    ...everyDays(addDays(span.first, 5), span.last, 9).map((date) =>
      buy(client, {
        at: localTime(ottawa, date, clock('11:00') + drawn.int(0, 400)),
        amount: drawn.cents(25, 120),
        merchant: drawn.pick([
          merchants.clothes,
          merchants.pharmacy,
          merchants.power,
          merchants.transit,
        ]),
        city: ottawa,
      }),
    ),
    ...everyDays(span.first, span.last, 30).map((date) =>
      buy(client, {
        at: localTime(ottawa, date, clock('08:15')),
        amount: '1450.00',
        merchant: merchants.rentalOffice,
      }),
    ),
    ...everyDays(addDays(span.first, 2), span.last, 8).map((date) =>
      buy(client, {
        at: localTime(ottawa, date, clock('17:00') + drawn.int(0, 90)),
        amount: drawn.cents(70, 130),
        merchant: merchants.grocer,
        city: ottawa,
      }),
    ),
    ...everyDays(addDays(span.first, 6), span.last, 30).map((date) =>
      buy(client, {
        at: localTime(ottawa, date, clock('09:40')),
        amount: drawn.cents(55, 70),
        merchant: merchants.phone,
      }),
    ),
  ];

  return {
    reports: fileReports(client, movements, {
      narrative: ({ first, last, received, sent }) =>
        `Between ${first} and ${last} the account received e-transfers from many people, once each, ` +
        `and small amounts went to a site for classified adverts; credits $${received}, debits ` +
        `$${sent}. The client has declared to work independently. Rent, groceries and bills are ` +
        'paid from the account and the rest stays in it. No other person is visible.',
      actionTaken: 'No action; reported because of the advertising site.',
      supporting: {
        profiles: [
          {
            party: client.party.ref,
            declaredMonthlyIncome: '5200.00',
            expectedMonthlyIn: '6500.00',
            since: '2017-08-14',
          },
        ],
      },
    }),
    planted: {
      name: 'independent-worker',
      kind: 'look-alike',
      resembles: 'highway-401',
      truth: 'An adult sex worker works alone, keeps the income and lives on it.',
      explanation: 'FP10',
      typology: 'sexual-exploitation',
      outcome: 'no-case',
      recipients: [],
      clients: [plantedClient(client, 'independent worker')],
    },
  };
}
