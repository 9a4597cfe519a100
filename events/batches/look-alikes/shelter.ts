import { clock, everyDays, localTime } from '../calendar.ts';
import { chance } from '../chance.ts';
import { institutions } from '../client.ts';
import { fileReports } from '../file-reports.ts';
import { buy } from '../movements/card.ts';
import { credit } from '../movements/credit.ts';
import { receiveTransfer } from '../movements/e-transfer.ts';
import { loadCard } from '../movements/payment.ts';
import { london } from '../places.ts';
import { type Part, plantedClient, type World } from '../world.ts';

/**
 * Looks like the people behind the Highway 401 story: motel rooms in its own city, two a night,
 * prepaid cards, gift cards and telephones for others, gifts from strangers. It is a registered
 * charity that gets people off the street for a night.
 */
export function shelter(world: World): Part {
  const { people, clients, merchants } = world;
  const drawn = chance('look-alikes/shelter');
  const charity = people.organization('OUTREACH SHELTER EXAMPLE', {
    role: 'subject',
    business: 'Emergency shelter and outreach, registered charity',
    structure: 'other',
    email: 'office@shelter.example.org',
    phone: '226-555-0199',
    address: people.address(london),
  });
  const client = clients.open(institutions.northbank, london, charity);
  const city = people.organization('CITY GRANTS EXAMPLE');
  const cards = people.organization('PREPAID CARDS EXAMPLE');

  const movements = [
    ...everyDays('2026-07-03', '2026-10-18', 5).flatMap((date, index) => {
      const room = drawn.cents(84, 98);
      const motel = index % 2 === 0 ? merchants.motelOne : merchants.motelThree;
      const at = (time: string) => localTime(london, date, clock(time) + drawn.int(0, 20));
      return [
        buy(client, { at: at('16:30'), amount: room, merchant: motel, city: london }),
        ...(index % 3 === 0
          ? [buy(client, { at: at('16:55'), amount: room, merchant: motel, city: london })]
          : []),
      ];
    }),
    ...everyDays('2026-07-06', '2026-10-12', 7).flatMap((date, index) => [
      loadCard(client, {
        at: localTime(london, date, clock('10:20')),
        amount: '50.00',
        to: cards,
        card: `prepaid-${index % 4}`,
      }),
      buy(client, {
        at: localTime(london, date, clock('11:05')),
        amount: drawn.pick(['25.00', '50.00', '100.00']),
        merchant: merchants.grocer,
        city: london,
      }),
      buy(client, {
        at: localTime(london, date, clock('13:40')),
        amount: drawn.cents(35, 45),
        merchant: merchants.phone,
      }),
      receiveTransfer(client, {
        at: localTime(london, date, clock('19:15')),
        amount: drawn.round(20, 200, 10),
        from: people.stranger(),
        memo: 'gift for the shelter',
      }),
    ]),
    ...everyDays('2026-07-02', '2026-10-02', 30).map((date) =>
      credit(client, {
        at: localTime(london, date, clock('09:00')),
        amount: '6500.00',
        from: city,
        purpose: 'government',
      }),
    ),
  ];

  return {
    reports: fileReports(client, movements, {
      narrative: ({ first, last, count, sent }) =>
        `Between ${first} and ${last} (${count} transactions, debits of $${sent}) the organization ` +
        'paid motel rooms in its own city nearly every week, sometimes two for one night, and ' +
        'bought prepaid cards, telephones and store cards. Many people sent e-transfers. It states ' +
        'to house people in emergencies.',
      actionTaken: 'Charity registration confirmed after the report.',
      supporting: {
        facts: [
          {
            party: charity.ref,
            code: 'registered_charity',
            source: 'Public register of charities',
            on: '2026-10-20',
          },
        ],
      },
    }),
    planted: {
      name: 'shelter',
      kind: 'look-alike',
      resembles: 'highway-401',
      truth: 'A registered charity pays motel nights and telephones for people in need.',
      explanation: 'FP18',
      typology: 'sexual-exploitation',
      outcome: 'no-case',
      recipients: [],
      clients: [plantedClient(client, 'charity')],
    },
  };
}
