import { clock, everyDays, localTime } from './calendar.ts';
import type { Chance } from './chance.ts';
import type { Client, Movement } from './client.ts';
import { buy } from './movements/card.ts';
import { credit } from './movements/credit.ts';
import { pay } from './movements/payment.ts';
import type { Organization } from './people.ts';
import type { World } from './world.ts';

type Span = { first: string; last: string };

/** Wages every second week, paid in the morning. */
export const wages = (
  client: Client,
  { first, last }: Span,
  {
    employer,
    from,
    to,
    drawn,
  }: { employer: Organization; from: number; to: number; drawn: Chance },
): Movement[] =>
  everyDays(first, last, 14).map((date) =>
    credit(client, {
      at: localTime(client.home, date, clock('06:30') + drawn.int(0, 40)),
      amount: drawn.cents(from, to),
      from: employer,
      purpose: 'payroll',
    }),
  );

/** Rent on the first days of the month, a telephone bill, groceries and fares: what most accounts show. */
export function household(
  client: Client,
  { first, last }: Span,
  { world, drawn, landlord }: { world: World; drawn: Chance; landlord: Organization },
): Movement[] {
  const { grocer, phone, transit, pharmacy, power } = world.merchants;
  const { home } = client;
  const daytime = () => drawn.int(clock('09:00'), clock('19:30'));
  return [
    ...everyDays(first, last, 30).flatMap((date) => [
      pay(client, {
        at: localTime(home, date, clock('08:10')),
        amount: drawn.round(900, 1_700, 25),
        to: landlord,
        memo: 'rent',
      }),
      buy(client, {
        at: localTime(home, date, clock('09:20') + drawn.int(0, 300)),
        amount: drawn.cents(45, 80),
        merchant: phone,
      }),
    ]),
    ...everyDays(first, last, 11).map((date) =>
      buy(client, {
        at: localTime(home, date, daytime()),
        amount: drawn.cents(28, 140),
        merchant: grocer,
        city: home,
      }),
    ),
    ...everyDays(first, last, 27).map((date) =>
      buy(client, {
        at: localTime(home, date, daytime()),
        amount: drawn.cents(20, 90),
        merchant: drawn.pick([transit, pharmacy, power]),
        city: home,
      }),
    ),
  ];
}
