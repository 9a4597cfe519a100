import { addDays, clock, everyDays, localTime } from '../calendar.ts';
import { chance } from '../chance.ts';
import { institutions } from '../client.ts';
import { household, wages } from '../daily-life.ts';
import { fileReports } from '../file-reports.ts';
import { buy } from '../movements/card.ts';
import { credit } from '../movements/credit.ts';
import { kingston, london, ottawa, sudbury, toronto, windsor } from '../places.ts';
import { type Part, plantedClient, type World } from '../world.ts';

/**
 * Looks like the Highway 401 story: nine hotels a month in five cities, rides at night. It is a
 * travelling consultant: the employer pays wages and reimburses every hotel to the cent.
 */
export function travellingConsultant(world: World): Part {
  const { people, clients, merchants } = world;
  const drawn = chance('look-alikes/travelling-consultant');
  const employer = people.business('EXAMPLE CONSULTING');
  const client = clients.open(
    institutions.northbank,
    toronto,
    people.resident(toronto, {
      role: 'subject',
      occupation: 'Sales representative',
      employer: employer.name,
    }),
  );
  const span = { first: '2026-07-06', last: '2026-10-20' };

  const movements = [
    ...everyDays('2026-07-06', '2026-10-12', 7).flatMap((monday, week) => {
      const cities = week % 2 === 0 ? [windsor, london] : [kingston, ottawa, sudbury];
      const rooms = cities.map(() => drawn.cents(148, 219));
      const total = rooms.reduce((sum, room) => sum + Math.round(Number(room) * 100), 0);
      return [
        ...cities.flatMap((city, night) => {
          const date = addDays(monday, night + 1);
          return [
            buy(client, {
              at: localTime(city, date, clock('18:20') + drawn.int(0, 60)),
              amount: rooms[night] ?? '160.00',
              merchant: merchants.chainHotel,
              city,
            }),
            buy(client, {
              at: localTime(city, date, clock('21:10') + drawn.int(0, 90)),
              amount: drawn.cents(14, 38),
              merchant: merchants.rides,
              city,
            }),
            buy(client, {
              at: localTime(city, date, clock('19:40') + drawn.int(0, 40)),
              amount: drawn.cents(12, 24),
              merchant: merchants.burgers,
              city,
            }),
          ];
        }),
        credit(client, {
          at: localTime(toronto, addDays(monday, 9), clock('07:15')),
          amount: (total / 100).toFixed(2),
          from: employer,
          memo: 'expense claim: hotels',
        }),
      ];
    }),
    ...wages(client, span, { employer, from: 2_350, to: 2_360, drawn }),
    ...household(client, span, { world, drawn, landlord: people.business('EXAMPLE LANDLORD') }),
  ];

  return {
    reports: fileReports(client, movements, {
      narrative: ({ first, last, count, sent }) =>
        `Between ${first} and ${last} (${count} transactions, debits of $${sent}) the client paid ` +
        'hotels in several cities of Ontario nearly every week, with rides late in the evening. ' +
        'The pattern resembles movement between cities for other purposes than work.',
      actionTaken: 'Employer to be confirmed at the next review.',
    }),
    planted: {
      name: 'travelling-consultant',
      kind: 'look-alike',
      resembles: 'highway-401',
      truth:
        'A sales representative is on the road every week; the employer reimburses each hotel.',
      explanation: 'FP07',
      typology: 'sexual-exploitation',
      outcome: 'no-case',
      recipients: [],
      clients: [plantedClient(client, 'sales representative')],
    },
  };
}
