import { addDays, clock, everyDays, localTime } from '../calendar.ts';
import { chance } from '../chance.ts';
import { institutions } from '../client.ts';
import { fileReports } from '../file-reports.ts';
import { buy } from '../movements/card.ts';
import { withdrawCash } from '../movements/cash.ts';
import { credit } from '../movements/credit.ts';
import { sendAbroad } from '../movements/payment.ts';
import { leamington } from '../places.ts';
import { type Part, plantedClient, type World } from '../world.ts';

/**
 * Looks like the placement agent's workers: one employer, one address, the pay gone within a day.
 * They are seasonal workers in a registered bunkhouse; each sends money to a family of his or her
 * own, and buys food and telephone time.
 */
export function farmWorkers(world: World): Part {
  const { people, clients, merchants } = world;
  const drawn = chance('look-alikes/farm-workers');
  const farm = people.organization('GREENHOUSE EXAMPLE LTD');
  const bunkhouse = people.address(leamington);
  const workers = Array.from({ length: 4 }, () =>
    clients.open(
      institutions.lakeshore,
      leamington,
      people.resident(leamington, {
        role: 'subject',
        occupation: 'Farm worker',
        employer: farm.name,
        address: bunkhouse,
      }),
      { opened: '2026-04-20' },
    ),
  );

  const reports = workers.flatMap((worker, index) => {
    const person = worker.party.kind === 'person' ? worker.party : undefined;
    const family = people.stranger({
      ...(person?.surname && { surname: person.surname }),
      address: { country: 'MX' },
    });
    const movements = everyDays('2026-07-10', '2026-10-16', 14).flatMap((date, fortnight) => {
      const pay = drawn.int(1_080, 1_240);
      const at = (time: string) => localTime(leamington, date, clock(time) + index * 6);
      return [
        credit(worker, {
          at: at('06:30'),
          amount: `${pay}.00`,
          from: farm,
          purpose: 'payroll',
        }),
        sendAbroad(worker, {
          at: at('18:10'),
          amount: `${pay - 232}.00`,
          to: family,
          memo: 'familia',
          fee: '6.99',
        }),
        withdrawCash(worker, { at: at('18:40'), amount: '200.00', city: leamington, machine: 0 }),
        buy(worker, {
          at: localTime(leamington, addDays(date, 1), clock('10:20') + index * 9),
          amount: drawn.cents(17, 22),
          merchant: merchants.grocer,
          city: leamington,
        }),
        ...(fortnight % 2 === 0
          ? [
              buy(worker, {
                at: localTime(leamington, addDays(date, 2), clock('12:00') + index * 5),
                amount: drawn.cents(20, 24),
                merchant: merchants.phone,
              }),
            ]
          : []),
      ];
    });
    return fileReports(worker, movements, {
      narrative: ({ first, last, received, sent }) =>
        `Between ${first} and ${last} wages of $${received} were credited and $${sent} left, most of ` +
        'it on payday, to a person in Mexico and in cash. Several clients of the same employer give ' +
        'the same address. Each sends to a different beneficiary of the client’s own surname.',
      actionTaken: 'Registration of the bunkhouse confirmed; no further steps.',
      supporting: {
        facts: [
          {
            party: worker.party.ref,
            code: 'registered_bunkhouse',
            source: 'Municipal register of farm worker housing',
            on: '2026-06-15',
          },
        ],
        profiles: [
          {
            party: worker.party.ref,
            declaredMonthlyIncome: '2400.00',
            addresses: [{ class: 'bunkhouse', city: leamington.name, province: 'ON' }],
          },
        ],
      },
    });
  });

  return {
    reports,
    planted: {
      name: 'farm-workers',
      kind: 'look-alike',
      resembles: 'agence-de-placement',
      truth:
        'Seasonal workers of one greenhouse send their pay home, each to a family of their own.',
      explanation: 'FP05',
      typology: 'labour-exploitation',
      outcome: 'no-case',
      recipients: [],
      clients: workers.map((worker) => plantedClient(worker, 'seasonal worker')),
    },
  };
}
