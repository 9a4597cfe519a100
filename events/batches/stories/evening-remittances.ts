import { clock, everyDays, localTime, weekday } from '../calendar.ts';
import { chance } from '../chance.ts';
import { institutions } from '../client.ts';
import { fileReports } from '../file-reports.ts';
import { buy } from '../movements/card.ts';
import { sendTransfer } from '../movements/e-transfer.ts';
import { sendAbroad } from '../movements/payment.ts';
import { hamilton as home } from '../places.ts';
import { type Part, plantedClient, type World } from '../world.ts';

/*
 * Online child sexual exploitation, seen from the side of the person who pays: small sums several
 * evenings a week to three people in one country that FINTRAC lists, for purposes that do not fit
 * the amounts, and small transfers to many people with the names of platforms. Money and words of
 * the published indicators only; nothing is described.
 */

const pretexts = ['school', 'tuition', 'medicine', 'hospital', 'allowance', 'family support'];

export function eveningRemittances(world: World): Part {
  const { people, clients, merchants } = world;
  const drawn = chance('evening-remittances');
  const client = clients.open(
    institutions.lakeshore,
    home,
    people.resident(home, {
      role: 'subject',
      occupation: 'Machine operator',
      birthDate: '1963-03-30',
    }),
  );
  const abroad = Array.from({ length: 3 }, () => people.stranger({ address: { country: 'PH' } }));
  const accounts = Array.from({ length: 6 }, () => people.stranger());

  const evenings = everyDays('2026-07-06', '2026-10-23', 1).filter((date) =>
    [1, 3, 5].includes(weekday(date)),
  );
  const movements = [
    ...evenings.map((date) =>
      sendAbroad(client, {
        at: localTime(home, date, clock('19:30') + drawn.int(0, 140), drawn.int(0, 59)),
        amount: drawn.round(30, 70, 5),
        to: drawn.pick(abroad),
        counter: home,
        memo: drawn.pick(pretexts),
        fee: '3.99',
      }),
    ),
    ...everyDays('2026-07-10', '2026-10-22', 5).map((date, index) =>
      sendTransfer(client, {
        at: localTime(home, date, clock('22:10') + drawn.int(0, 80)),
        amount: drawn.round(20, 80, 5),
        to: accounts[index % accounts.length] ?? drawn.pick(accounts),
        memo: drawn.pick([
          'platform example',
          'platform example again',
          'custom content',
          'platform example 2',
        ]),
      }),
    ),
    ...everyDays('2026-07-08', '2026-10-20', 4).map((date) =>
      buy(client, {
        at: localTime(home, date, clock('22:40') + drawn.int(0, 70)),
        amount: drawn.cents(15, 60),
        merchant: merchants.adultProcessor,
      }),
    ),
    ...everyDays('2026-09-01', '2026-10-20', 20).map((date, index) =>
      buy(client, {
        at: localTime(home, date, clock('23:05')),
        amount: drawn.cents(9, 30),
        merchant:
          [merchants.privacyOne, merchants.privacyTwo, merchants.privacyThree][index] ??
          merchants.privacyOne,
      }),
    ),
    ...everyDays('2026-07-04', '2026-10-17', 15).map((date) =>
      buy(client, {
        at: localTime(home, date, clock('11:00') + drawn.int(0, 200)),
        amount: drawn.cents(50, 130),
        merchant: merchants.grocer,
        city: home,
      }),
    ),
  ];

  return {
    reports: fileReports(client, movements, {
      narrative: ({ first, last, count, sent }) =>
        `#Project SHADOW. Between ${first} and ${last} the client made ${count} payments of $${sent} ` +
        'in all. Several evenings a week small sums went to three people in the Philippines with ' +
        'no known tie, labelled school, medicine, hospital or allowance, which the amounts do not ' +
        'fit; they were paid in at a late-night agent in Hamilton. Other small transfers to several people carry the names of content platforms, and ' +
        'card payments went to a processor of the adult sector late in the evening. The client ' +
        'declared no relatives abroad.',
      actionTaken: 'Remittances are held for review before release. The client was not told why.',
      projects: ['SHADOW'],
      atMost: 32,
      supporting: {
        profiles: [
          {
            party: client.party.ref,
            declaredMonthlyIncome: '3900.00',
            expectedMonthlyIn: '3900.00',
            since: '2014-02-11',
          },
        ],
      },
    }),
    planted: {
      name: 'evening-remittances',
      kind: 'story',
      truth: 'A person pays for the exploitation of children abroad, a few dollars at a time.',
      typology: 'online-child-exploitation',
      outcome: 'case',
      recipients: ['CA-RCMP-NCECC', 'ON-HAMILTON'],
      clients: [plantedClient(client, 'client')],
    },
  };
}
