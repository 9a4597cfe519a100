import { clock, everyDays, localTime } from '../calendar.ts';
import { chance } from '../chance.ts';
import { institutions } from '../client.ts';
import { household } from '../daily-life.ts';
import { fileReports } from '../file-reports.ts';
import { buy } from '../movements/card.ts';
import { credit } from '../movements/credit.ts';
import { receiveTransfer } from '../movements/e-transfer.ts';
import { winnipeg } from '../places.ts';
import { type Part, plantedClient, type World } from '../world.ts';

/**
 * Looks like the Highway 401 inflow: round sums from many people, once each, on a personal account.
 * It is an online seller: orders in the memos, a marketplace that pays out, postage after each sale.
 */
export function onlineSeller(world: World): Part {
  const { people, clients, merchants } = world;
  const drawn = chance('look-alikes/online-seller');
  const marketplace = people.organization('MARKETPLACE EXAMPLE PAYMENTS');
  const client = clients.open(
    institutions.northbank,
    winnipeg,
    people.resident(winnipeg, { role: 'subject', occupation: 'Online seller' }),
    { opened: '2019-02-06' },
  );
  const span = { first: '2026-07-02', last: '2026-10-19' };

  const movements = [
    ...everyDays(span.first, span.last, 2).map((date, index) =>
      receiveTransfer(client, {
        at: localTime(winnipeg, date, clock('09:00') + drawn.int(0, 720)),
        amount: drawn.pick(['80.00', '120.00', '160.00', '200.00']),
        from: people.stranger(),
        memo: `order ${4_100 + index}`,
      }),
    ),
    ...everyDays(span.first, span.last, 7).flatMap((date) => [
      credit(client, {
        at: localTime(winnipeg, date, clock('05:30')),
        amount: drawn.cents(180, 420),
        from: marketplace,
        purpose: 'processor',
        memo: 'marketplace pay-out',
      }),
      buy(client, {
        at: localTime(winnipeg, date, clock('16:15') + drawn.int(0, 60)),
        amount: drawn.cents(28, 95),
        merchant: drawn.happens(60) ? merchants.post : merchants.courier,
        city: winnipeg,
      }),
    ]),
    ...household(client, span, { world, drawn, landlord: people.business('EXAMPLE LANDLORD') }),
  ];

  return {
    reports: fileReports(client, movements, {
      narrative: ({ first, last, received }) =>
        `Between ${first} and ${last} many people sent one e-transfer each, in a few round amounts, ` +
        `to a personal account; credits total $${received}. The memos carry order numbers and a ` +
        'marketplace pays out weekly. No business is registered.',
      actionTaken: 'Client asked to open a business account.',
      supporting: {
        facts: [
          {
            party: client.party.ref,
            code: 'marketplace_seller',
            source: 'Seller statement of the marketplace, shown by the client',
            on: '2026-08-18',
          },
        ],
      },
    }),
    planted: {
      name: 'online-seller',
      kind: 'look-alike',
      resembles: 'highway-401',
      truth: 'An online seller is paid per order and posts parcels every week.',
      explanation: 'FP09',
      typology: 'sexual-exploitation',
      outcome: 'no-case',
      recipients: [],
      clients: [plantedClient(client, 'seller')],
    },
  };
}
