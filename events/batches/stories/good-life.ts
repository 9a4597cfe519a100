import { clock, everyDays, localTime } from '../calendar.ts';
import { chance } from '../chance.ts';
import type { Client, Movement } from '../client.ts';
import { buy } from '../movements/card.ts';
import { receiveTransfer } from '../movements/e-transfer.ts';
import { toronto } from '../places.ts';
import type { World } from '../world.ts';
import type { Passed } from './night-on-the-road.ts';

/** The collector's account: the e-transfers in, and the good life they pay for. */
export function goodLife(
  world: World,
  controller: Client,
  passedOn: readonly Passed[],
): Movement[] {
  const { steakHouse, jeweller, leather, clothes, fuel } = world.merchants;
  const drawn = chance('highway-401/controller');
  return [
    ...passedOn.map((transfer) => receiveTransfer(controller, transfer)),
    ...everyDays('2026-07-08', '2026-10-24', 6).map((date) =>
      buy(controller, {
        at: localTime(toronto, date, clock('20:40') + drawn.int(0, 50)),
        amount: drawn.cents(260, 520),
        merchant: steakHouse,
        city: toronto,
      }),
    ),
    ...everyDays('2026-07-11', '2026-10-24', 13).map((date) =>
      buy(controller, {
        at: localTime(toronto, date, clock('15:00') + drawn.int(0, 120)),
        amount: drawn.cents(700, 1_900),
        merchant: drawn.pick([jeweller, leather, clothes]),
        city: toronto,
      }),
    ),
    ...everyDays('2026-07-06', '2026-10-24', 12).map((date) =>
      buy(controller, {
        at: localTime(toronto, date, clock('18:00') + drawn.int(0, 90)),
        amount: drawn.cents(60, 95),
        merchant: fuel,
        city: toronto,
      }),
    ),
  ];
}
