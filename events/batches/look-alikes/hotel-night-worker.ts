import { addDays, clock, everyDays, localTime } from '../calendar.ts';
import { chance } from '../chance.ts';
import { institutions } from '../client.ts';
import { household, wages } from '../daily-life.ts';
import { fileReports } from '../file-reports.ts';
import { buy } from '../movements/card.ts';
import { depositCash } from '../movements/cash.ts';
import { niagaraFalls } from '../places.ts';
import { type Part, plantedClient, type World } from '../world.ts';

/**
 * Looks like the Highway 401 story: cash at three in the morning, several nights a week, and rides
 * home from hotels. It is a night worker who deposits tips after the shift.
 */
export function hotelNightWorker(world: World): Part {
  const { people, clients, merchants } = world;
  const drawn = chance('look-alikes/hotel-night-worker');
  const employer = people.organization('CHAIN HOTEL EXAMPLE EMPLOYER');
  const client = clients.open(
    institutions.lakeshore,
    niagaraFalls,
    people.resident(niagaraFalls, {
      role: 'subject',
      occupation: 'Hotel night auditor',
      employer: employer.name,
    }),
  );
  const span = { first: '2026-07-03', last: '2026-10-18' };

  const movements = [
    ...everyDays(span.first, span.last, 2).flatMap((date) => [
      depositCash(client, {
        at: localTime(niagaraFalls, addDays(date, 1), clock('03:05') + drawn.int(0, 70)),
        amount: drawn.round(30, 110, 5),
        city: niagaraFalls,
        machine: drawn.int(0, 3),
      }),
      buy(client, {
        at: localTime(niagaraFalls, addDays(date, 1), clock('05:10') + drawn.int(0, 40)),
        amount: drawn.cents(11, 19),
        merchant: merchants.rides,
        city: niagaraFalls,
      }),
    ]),
    ...wages(client, span, { employer, from: 1_280, to: 1_420, drawn }),
    ...household(client, span, { world, drawn, landlord: people.business('EXAMPLE LANDLORD') }),
  ];

  return {
    reports: fileReports(client, movements, {
      narrative: ({ first, last, received }) =>
        `Between ${first} and ${last} the client deposited cash at a machine between three and ` +
        `four in the morning on many days, each time followed by a ride; credits total ` +
        `$${received}. The client works at a hotel; whether the cash is tips is not documented.`,
      actionTaken: 'Work schedule to be requested at the next review.',
      supporting: {
        facts: [
          {
            party: client.party.ref,
            code: 'shift_worker',
            source: 'Letter of the employer: night shifts, front desk',
            on: '2026-02-10',
          },
        ],
      },
    }),
    planted: {
      name: 'hotel-night-worker',
      kind: 'look-alike',
      resembles: 'highway-401',
      truth: 'A night worker of a hotel deposits tips after the shift and takes a ride home.',
      explanation: 'FP01',
      typology: 'sexual-exploitation',
      outcome: 'no-case',
      recipients: [],
      clients: [plantedClient(client, 'night auditor')],
    },
  };
}
