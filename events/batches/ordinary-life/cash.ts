import { clock, everyDays, localTime } from '../calendar.ts';
import { institutions } from '../client.ts';
import { depositCash, withdrawCash } from '../movements/cash.ts';
import type { Mundane } from './mundane.ts';

export const takingsAtTheCounter: Mundane = {
  name: 'takings at the counter',
  institution: institutions.northbank,
  clients: 22,
  occupations: ['Carpenter', 'House painter', 'Garden contractor', 'Music teacher', 'Seamstress'],
  narrative: ({ first, last, received }) =>
    `Between ${first} and ${last} the client deposited cash at the counter on several weekdays; ` +
    `credits total $${received}. The account was opened for wages and the source of the cash is ` +
    'not documented. The amounts vary and were explained as payments for small jobs.',
  actionTaken: 'Invoices requested. The account stays under periodic review.',
  movements: ({ client, drawn, first, last }) =>
    everyDays(first, last, 9).map((date) =>
      depositCash(client, {
        at: localTime(client.home, date, drawn.int(clock('10:00'), clock('16:20'))),
        amount: drawn.round(700, 2_900, 20),
        city: client.home,
      }),
    ),
};

export const belowTheReportingLevel: Mundane = {
  name: 'cash below the reporting level',
  institution: institutions.northbank,
  clients: 12,
  occupations: ['Restaurant owner', 'Used furniture dealer', 'Retired', 'Roofer'],
  narrative: ({ first, last }) =>
    `On two days of one week between ${first} and ${last} the client deposited cash just below ` +
    '$10,000. Asked about it, the client spoke of the sale of a vehicle in two instalments. ' +
    'Staying under the level of the large cash transaction report cannot be ruled out.',
  actionTaken: 'Sale contract requested; no further deposits so far.',
  movements: ({ client, drawn, first }) =>
    everyDays(first, first, 1).flatMap((date) =>
      [9_100, 8_600].map((base, index) =>
        depositCash(client, {
          at: localTime(client.home, date, clock('11:15') + index * 2 * 1440),
          amount: drawn.round(base, base + 700, 50),
          city: client.home,
        }),
      ),
    ),
};

export const largeWithdrawal: Mundane = {
  name: 'large withdrawal',
  institution: institutions.lakeshore,
  clients: 14,
  occupations: ['Retired', 'Nurse', 'School bus driver', 'Office clerk'],
  narrative: ({ first, last, sent }) =>
    `The client withdrew an unusually large amount of cash at the counter between ${first} and ` +
    `${last} and seemed to be in a hurry; debits total $${sent}. A fraud against the client was ` +
    'considered. The client stated that a contractor had asked for cash.',
  actionTaken: 'Fraud warning given to the client. No repetition so far.',
  movements: ({ client, drawn, first }) => [
    withdrawCash(client, {
      at: localTime(client.home, first, drawn.int(clock('10:30'), clock('15:00')) + 4 * 1440),
      amount: drawn.round(3_000, 7_500, 100),
      city: client.home,
    }),
  ],
};

export const cashOnTheRoad: Mundane = {
  name: 'cash at unusual places',
  institution: institutions.northbank,
  clients: 10,
  occupations: ['Antique dealer', 'Horse trainer', 'Market gardener'],
  narrative: ({ first, last, count }) =>
    `Between ${first} and ${last} (${count} transactions) the client deposited cash at machines ` +
    'other than the usual one. No document explains the sales the client spoke of.',
  actionTaken: 'Periodic review; no restriction.',
  movements: ({ client, drawn, first, last }) =>
    everyDays(first, last, 17).map((date, index) =>
      depositCash(client, {
        at: localTime(client.home, date, drawn.int(clock('12:00'), clock('20:00'))),
        amount: drawn.round(160, 900, 20),
        city: client.home,
        machine: index % 3,
      }),
    ),
};
