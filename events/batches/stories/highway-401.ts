import type { FiledReport, Supporting } from '../../../lib/reports/report.ts';
import { addDays, everyDays } from '../calendar.ts';
import { type Chance, chance } from '../chance.ts';
import { type Client, institutions } from '../client.ts';
import { type Facts, fileReports } from '../file-reports.ts';
import { knownElsewhere } from '../known-elsewhere.ts';
import { kingston, london, toronto, windsor } from '../places.ts';
import { type Part, plantedClient, type World } from '../world.ts';
import { goodLife } from './good-life.ts';
import { night, type Passed } from './night-on-the-road.ts';

/*
 * Sexual exploitation along Highway 401: two people are moved from motel to motel between Windsor
 * and Kingston. Adverts, rooms and night cash run through their accounts at Northbank; nearly all of
 * it goes on by e-transfer to one person, whose account at another institution shows the good life
 * and nothing else. No account tells the whole story: only the linked case does.
 */

const route = [windsor, london, kingston, toronto] as const;

type Exploited = { client: Client; alias: string; tours: readonly string[]; drawn: Chance };

export function highway401(world: World): Part {
  const { people, clients } = world;
  const controller = clients.open(
    institutions.lakeshore,
    toronto,
    people.resident(toronto, { role: 'subject', occupation: 'Self-employed' }),
    { opened: '2025-11-03' },
  );
  const exploited: Exploited[] = [
    {
      client: clients.open(
        institutions.northbank,
        toronto,
        people.resident(toronto, {
          role: 'possible_victim',
          occupation: 'Unemployed',
          birthDate: '2004-05-17',
        }),
        { opened: '2026-05-12' },
      ),
      alias: 'Bambi',
      tours: everyDays('2026-07-03', '2026-10-16', 15),
      drawn: chance('highway-401/first'),
    },
    {
      client: clients.open(
        institutions.northbank,
        toronto,
        people.resident(toronto, {
          role: 'unknown',
          occupation: 'Student',
          birthDate: '2003-09-02',
        }),
        { opened: '2026-06-20' },
      ),
      alias: 'Ginger',
      tours: everyDays('2026-08-06', '2026-10-18', 15),
      drawn: chance('highway-401/second'),
    },
  ];

  const asPayee = knownElsewhere(controller);
  const passedOn: Passed[] = [];
  const reports: FiledReport[] = exploited.flatMap(({ client, alias, tours, drawn }) => {
    const movements = tours.flatMap((start) =>
      route.flatMap((city, stop) => {
        const date = addDays(start, stop * 2);
        return night({ world, client, alias, drawn, date, city, stop, payee: asPayee, passedOn });
      }),
    );
    return fileReports(client, movements, {
      narrative: (facts) => toldOf(facts, alias),
      actionTaken: 'Enhanced monitoring. The client was not contacted about this report.',
      projects: ['PROTECT'],
      atMost: 40,
      supporting: adverts(client),
    });
  });
  reports.push(
    ...fileReports(controller, goodLife(world, controller, passedOn), {
      narrative: ({ first, last, received, sent }) =>
        `Between ${first} and ${last} the account received e-transfers totalling $${received} from ` +
        'two people who do not bank here, often after midnight. The client declared an income of ' +
        `$1,500 a month from self-employment. Debits of $${sent} went to restaurants, jewellery ` +
        'and fashion. What the two people pay for is not known.',
      actionTaken: 'Enhanced monitoring; source of income to be confirmed.',
      atMost: 40,
      supporting: {
        profiles: [
          {
            party: controller.party.ref,
            declaredMonthlyIncome: '1500.00',
            expectedMonthlyIn: '1500.00',
            since: '2025-11-03',
          },
        ],
      },
    }),
  );

  return {
    reports,
    planted: {
      name: 'highway-401',
      kind: 'story',
      truth:
        'Two people are exploited in motels from Windsor to Kingston; a third collects their money ' +
        'in an account elsewhere.',
      typology: 'sexual-exploitation',
      outcome: 'case',
      recipients: ['ON-OPP'],
      clients: [
        ...exploited.map(({ client }) => plantedClient(client, 'possible victim')),
        plantedClient(controller, 'controller'),
      ],
    },
  };
}

const toldOf = ({ first, last, count, received, sent }: Facts, alias: string) =>
  `#Project PROTECT. Between ${first} and ${last} the account shows ${count} transactions: credits ` +
  `of $${received} and debits of $${sent}. Motel rooms were paid in Windsor, London, Kingston and ` +
  'Toronto, sometimes two for one night, and some charges were refunded in full. Cash was ' +
  'deposited at machines of these cities around and after midnight. Many people without a known ' +
  `tie sent one e-transfer each; some typed "(${alias})" after the address. Small amounts went to ` +
  'a site for classified adverts. Nearly everything was sent on by e-transfer to one person within ' +
  'hours, and the account shows no rent, groceries or telephone. The client is a possible victim.';

/** The client's telephone number in adverts of two cities. */
function adverts({ party }: Client): Supporting {
  const seen = [
    ['Windsor', '2026-10-08'],
    ['Kingston', '2026-10-14'],
  ] as const;
  return {
    advertMatches: seen.map(([city, seenOn]) => ({
      party: party.ref,
      kind: 'phone',
      value: party.phone ?? '',
      city,
      site: 'ADSITE EXAMPLE',
      seenOn,
      source: 'Search of public adverts by the financial intelligence unit of the bank',
      confidence: 'high',
    })),
  };
}
