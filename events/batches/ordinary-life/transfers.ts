import { addDays, clock, everyDays, localTime } from '../calendar.ts';
import { institutions } from '../client.ts';
import { receiveTransfer, sendTransfer } from '../movements/e-transfer.ts';
import type { Mundane } from './mundane.ts';

export const severalSenders: Mundane = {
  name: 'e-transfers from several people',
  institution: institutions.northbank,
  clients: 24,
  occupations: ['Tutor', 'Dog walker', 'Student', 'Photographer', 'Hockey coach', 'Cleaner'],
  narrative: ({ first, last, received }) =>
    `Between ${first} and ${last} the account received e-transfers from several people whose tie ` +
    `to the client is not known; credits total $${received}. The memos speak of lessons, walks ` +
    'and shared costs. The client has not declared a business.',
  actionTaken: 'Client asked to open a business account; reviewed in six months.',
  movements: ({ client, world, drawn, first, last }) =>
    everyDays(first, last, 8).map((date) =>
      receiveTransfer(client, {
        at: localTime(client.home, date, drawn.int(clock('08:00'), clock('21:00'))),
        amount: drawn.cents(25, 130),
        from: world.people.stranger(),
        memo: drawn.pick(['lesson', 'thanks', 'week 3', 'my share', 'walks', 'pizza night']),
      }),
    ),
};

export const moneyForAFriend: Mundane = {
  name: 'money passed to a friend',
  institution: institutions.lakeshore,
  clients: 16,
  occupations: ['Cook', 'Warehouse worker', 'Student', 'Electrician'],
  narrative: ({ first, last }) =>
    `Between ${first} and ${last} the client received e-transfers and sent similar amounts to ` +
    'another person within days. The client spoke of a shared holiday. The purpose could not be ' +
    'confirmed and the client may be passing on money for somebody else.',
  actionTaken: 'Client informed about the risks of passing on money. Periodic review.',
  movements: ({ client, world, drawn, first, last }) => {
    const friend = world.people.stranger();
    return everyDays(first, last, 24).flatMap((date) => [
      receiveTransfer(client, {
        at: localTime(client.home, date, drawn.int(clock('10:00'), clock('14:00'))),
        amount: drawn.round(150, 400, 10),
        from: world.people.stranger(),
      }),
      sendTransfer(client, {
        at: localTime(client.home, addDays(date, drawn.int(1, 4)), clock('17:45')),
        amount: drawn.round(120, 300, 10),
        to: friend,
        memo: 'holiday',
      }),
    ]);
  },
};

export const suddenWindfall: Mundane = {
  name: 'sudden large credit',
  institution: institutions.northbank,
  clients: 12,
  occupations: ['Server', 'Student', 'Retired', 'Security guard'],
  narrative: ({ first, last, received }) =>
    `The account received amounts out of line with the client's income between ${first} and ` +
    `${last}; credits total $${received}. The client spoke of an inheritance. The estate's ` +
    'lawyer has not yet answered.',
  actionTaken: 'Documents on the estate requested.',
  movements: ({ client, world, drawn, first }) => [
    receiveTransfer(client, {
      at: localTime(client.home, addDays(first, 3), clock('13:05')),
      amount: drawn.round(2_000, 3_000, 50),
      from: world.people.stranger(),
      memo: 'estate, first part',
    }),
    receiveTransfer(client, {
      at: localTime(client.home, addDays(first, 19), clock('09:40')),
      amount: drawn.round(1_500, 3_000, 50),
      from: world.people.stranger(),
      memo: 'estate, second part',
    }),
  ],
};
