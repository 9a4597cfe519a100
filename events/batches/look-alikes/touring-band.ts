import { addDays, clock, localTime } from '../calendar.ts';
import { chance } from '../chance.ts';
import { institutions } from '../client.ts';
import { household } from '../daily-life.ts';
import { fileReports } from '../file-reports.ts';
import { buy } from '../movements/card.ts';
import { depositCash } from '../movements/cash.ts';
import { credit } from '../movements/credit.ts';
import { receiveTransfer } from '../movements/e-transfer.ts';
import { kingston, kitchener, london, ottawa, sudbury, toronto, windsor } from '../places.ts';
import { type Part, plantedClient, type World } from '../world.ts';

const tours = [
  { start: '2026-07-17', cities: [windsor, london, kitchener, kingston, ottawa] },
  { start: '2026-09-18', cities: [sudbury, ottawa, kingston, london, windsor] },
] as const;

/**
 * Looks like the Highway 401 story: motel to motel, two rooms a night, cash after midnight, many
 * e-transfers. It is a band on tour: the association's account says so, and venues pay the rooms back.
 */
export function touringBand(world: World): Part {
  const { people, clients, merchants } = world;
  const drawn = chance('look-alikes/touring-band');
  const client = clients.open(
    institutions.northbank,
    toronto,
    people.resident(toronto, { role: 'subject', occupation: 'Touring musician' }),
  );
  const festival = people.organization('FESTIVAL EXAMPLE');

  const movements = [
    ...tours.flatMap(({ start, cities }) =>
      cities.flatMap((city, stop) => {
        const date = addDays(start, stop * 2);
        const at = (time: string, spread = 40) =>
          localTime(city, date, clock(time) + drawn.int(0, spread));
        const room = drawn.cents(129, 164);
        const motel = drawn.pick([merchants.motelOne, merchants.motelTwo, merchants.motelThree]);
        return [
          buy(client, { at: at('15:10', 5), amount: room, merchant: motel, city }),
          buy(client, { at: at('15:20', 5), amount: room, merchant: motel, city }),
          buy(client, {
            at: at('17:30'),
            amount: drawn.cents(45, 90),
            merchant: merchants.fuel,
            city,
          }),
          ...Array.from({ length: 3 }, (_, fan) =>
            receiveTransfer(client, {
              at: localTime(city, date, clock('20:30') + fan * 25),
              amount: drawn.round(20, 60, 5),
              from: people.stranger(),
              memo: drawn.pick(['band shirt', 'tour poster', 'band record']),
            }),
          ),
          ...(stop % 4 === 0
            ? [
                depositCash(client, {
                  at: localTime(city, date, clock('23:50') + drawn.int(0, 50)),
                  amount: drawn.round(140, 380, 20),
                  city,
                  machine: 4,
                }),
              ]
            : []),
          credit(client, {
            at: localTime(city, addDays(date, 3), clock('10:00')),
            amount: (2 * Number(room)).toFixed(2),
            from: festival,
            memo: `tour ${city.name}: rooms, reimbursement`,
          }),
        ];
      }),
    ),
    ...household(
      client,
      { first: '2026-07-02', last: '2026-10-20' },
      {
        world,
        drawn,
        landlord: people.business('EXAMPLE LANDLORD'),
      },
    ),
  ];

  return {
    reports: fileReports(client, movements, {
      narrative: ({ first, last, received, sent }) =>
        `Between ${first} and ${last} the client paid rooms in several cities of Ontario, often two ` +
        `for one night, and received e-transfers from many people; credits total $${received}, ` +
        `debits $${sent}. Cash was deposited at night in these cities. The client states to be a ` +
        'musician on tour.',
      actionTaken: 'Tour dates to be compared with the deposits.',
      supporting: {
        facts: [
          {
            party: client.party.ref,
            code: 'association_account',
            source: 'Account agreement: the account is held for a band of five',
            on: '2024-03-11',
          },
        ],
      },
    }),
    planted: {
      name: 'touring-band',
      kind: 'look-alike',
      resembles: 'highway-401',
      truth: 'A band on tour sells shirts for cash; the venues pay its rooms back.',
      explanation: 'FP12',
      typology: 'sexual-exploitation',
      outcome: 'no-case',
      recipients: [],
      clients: [plantedClient(client, 'musician')],
    },
  };
}
