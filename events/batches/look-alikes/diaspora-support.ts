import { addDays, clock, everyDays, localTime } from '../calendar.ts';
import { chance } from '../chance.ts';
import { institutions } from '../client.ts';
import { household, wages } from '../daily-life.ts';
import { fileReports } from '../file-reports.ts';
import { sendAbroad } from '../movements/payment.ts';
import type { NamedPerson } from '../people.ts';
import { type City, toronto } from '../places.ts';
import { type Part, plantedClient, type World } from '../world.ts';

/** Transfers of the winter are part of the report: they show how long this has been so. */
const homeOn = (date: string): City =>
  date < '2026-03-08' ? { ...toronto, offset: '-05:00' } : toronto;

/**
 * Looks like the evening remittances: small sums every second evening of a month to a country
 * that FINTRAC lists, for school and medicine, two of three people without a visible tie. It is a
 * daughter or son who supports a family: the same three relatives every month for years, and more
 * while somebody is ill.
 */
export function diasporaSupport(world: World): Part {
  const { people, clients } = world;
  const drawn = chance('look-alikes/diaspora-support');
  const employer = people.business('EXAMPLE CARE HOME');
  const person = people.resident(toronto, {
    role: 'subject',
    occupation: 'Home care worker',
    employer: employer.name,
    birthDate: '1984-11-02',
  });
  const client = clients.open(institutions.lakeshore, toronto, person, { opened: '2015-03-09' });
  const parent = people.stranger({ surname: person.surname, address: { country: 'PH' } });
  // Married: the bank knows of no tie from the names.
  const others = Array.from({ length: 2 }, () => people.stranger({ address: { country: 'PH' } }));
  const relatives = [parent, ...others];
  const span = { first: '2026-07-02', last: '2026-10-20' };
  const send = (date: string, to: NamedPerson, amount: string, memo: string) =>
    sendAbroad(client, {
      at: localTime(homeOn(date), date, clock('18:30') + drawn.int(0, 100)),
      amount,
      to,
      memo,
      fee: '2.99',
    });

  const movements = [
    // Every month, to each of the three.
    ...everyDays('2025-11-02', '2026-10-05', 30).flatMap((date) =>
      relatives.map((to, index) =>
        send(addDays(date, index * 4), to, drawn.round(120, 180, 10), 'family support'),
      ),
    ),
    // In July somebody is ill: little by little, what is needed.
    ...everyDays('2026-07-09', '2026-08-06', 2).map((date, index) =>
      send(
        date,
        relatives[index % relatives.length] ?? parent,
        drawn.round(25, 60, 5),
        drawn.pick(['medicine for mother', 'hospital', 'school lunch', 'allowance']),
      ),
    ),
    ...wages(client, span, { employer, from: 1_480, to: 1_620, drawn }),
    ...household(client, span, { world, drawn, landlord: people.business('EXAMPLE LANDLORD') }),
  ];

  return {
    reports: fileReports(client, movements, {
      narrative: ({ first, last, count, sent }) =>
        `Between ${first} and ${last} (${count} transactions, debits of $${sent}) the client sent ` +
        'small sums to three people in the Philippines every month, and every second evening in July, ' +
        'labelled school, medicine and family support. One of them has the client’s surname.',
      actionTaken: 'Family tie to be documented at the next review.',
      alsoNamed: [parent],
      supporting: {
        relationships: [{ from: person.ref, to: parent.ref, kind: 'kin', since: '2015-03-09' }],
        profiles: [
          {
            party: person.ref,
            declaredMonthlyIncome: '3300.00',
            expectedMonthlyIn: '3400.00',
            since: '2015-03-09',
          },
        ],
        facts: [
          {
            party: person.ref,
            code: 'family_remittance',
            source:
              'Standing remittance profile since 2015: same beneficiaries, family documents seen',
            on: '2025-12-01',
          },
        ],
      },
    }),
    planted: {
      name: 'diaspora-support',
      kind: 'look-alike',
      resembles: 'evening-remittances',
      truth: 'Somebody supports a family abroad: the same relatives, month after month, for years.',
      explanation: 'FP24',
      typology: 'online-child-exploitation',
      outcome: 'no-case',
      recipients: [],
      clients: [plantedClient(client, 'supporting relative')],
    },
  };
}
