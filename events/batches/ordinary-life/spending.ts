import { addDays, clock, everyDays, localTime } from '../calendar.ts';
import { institutions } from '../client.ts';
import { buy } from '../movements/card.ts';
import { sendAbroad } from '../movements/payment.ts';
import type { Mundane } from './mundane.ts';

export const gamesOnline: Mundane = {
  name: 'online games of chance',
  institution: institutions.northbank,
  clients: 14,
  occupations: ['Welder', 'Call centre agent', 'Retired', 'Barber'],
  narrative: ({ first, last, sent }) =>
    `Between ${first} and ${last} the client spent a large part of the wages on online games of ` +
    `chance; debits total $${sent}. Where the winnings go is not known.`,
  actionTaken: 'Information on responsible gambling sent. Periodic review.',
  movements: ({ client, world, drawn, first, last }) =>
    everyDays(first, last, 10).map((date) =>
      buy(client, {
        at: localTime(client.home, date, drawn.int(clock('18:00'), clock('21:40'))),
        amount: drawn.round(50, 250, 10),
        merchant: world.merchants.casino,
      }),
    ),
};

export const wiresAbroad: Mundane = {
  name: 'transfers abroad',
  institution: institutions.lakeshore,
  clients: 20,
  occupations: ['Home care worker', 'Machinist', 'Baker', 'Engineer', 'Pharmacist'],
  narrative: ({ first, last }) =>
    `Between ${first} and ${last} the client sent money to a person abroad. The stated purpose ` +
    'is the building of a house. The documents seen so far do not cover the whole amount.',
  actionTaken: 'Further documents requested.',
  movements: ({ client, world, drawn, first, last }) => {
    const country = drawn.pick(['PT', 'PL', 'LK', 'JM', 'LB', 'GH']);
    const builder = world.people.stranger({ address: { country } });
    return everyDays(addDays(first, 5), last, 28).map((date) =>
      sendAbroad(client, {
        at: localTime(client.home, date, drawn.int(clock('10:00'), clock('16:00'))),
        amount: drawn.round(600, 2_400, 50),
        to: builder,
        memo: 'house',
        fee: '12.00',
      }),
    );
  },
};

export const jewelleryForGifts: Mundane = {
  name: 'costly purchases',
  institution: institutions.northbank,
  clients: 12,
  occupations: ['Sales clerk', 'Student', 'Receptionist', 'Truck mechanic'],
  narrative: ({ first, last, sent }) =>
    `Between ${first} and ${last} the client made purchases above the declared means; debits ` +
    `total $${sent}. The client spoke of a wedding. Another source of income cannot be ruled out.`,
  actionTaken: 'Declared income to be confirmed at the next review.',
  movements: ({ client, world, drawn, first }) => [
    buy(client, {
      at: localTime(client.home, addDays(first, 6), clock('15:25')),
      amount: drawn.cents(600, 1_400),
      merchant: world.merchants.jeweller,
      city: client.home,
    }),
    buy(client, {
      at: localTime(client.home, addDays(first, 8), clock('12:10')),
      amount: drawn.cents(300, 800),
      merchant: world.merchants.clothes,
      city: client.home,
    }),
  ],
};
