import { clock, localTime } from '../calendar.ts';
import type { Chance } from '../chance.ts';
import type { Client, Movement } from '../client.ts';
import { knownElsewhere } from '../known-elsewhere.ts';
import { buy, refund } from '../movements/card.ts';
import { depositCash } from '../movements/cash.ts';
import { receiveTransfer, sendTransfer } from '../movements/e-transfer.ts';
import type { NamedPerson } from '../people.ts';
import type { City } from '../places.ts';
import type { World } from '../world.ts';

/** What the collector receives for a night. */
export type Passed = { at: string; amount: string; from: NamedPerson };

/** One evening and night in one city: a room, an advert, visitors who pay, and the money sent on. */
export function night({
  world,
  client,
  alias,
  drawn,
  date,
  city,
  stop,
  payee,
  passedOn,
}: {
  world: World;
  client: Client;
  alias: string;
  drawn: Chance;
  date: string;
  city: City;
  stop: number;
  payee: NamedPerson;
  /** Filled with what is sent on. */
  passedOn: Passed[];
}): Movement[] {
  const { merchants, people } = world;
  const motel = drawn.pick([merchants.motelOne, merchants.motelTwo, merchants.motelThree]);
  const at = (minutes: number) => localTime(city, date, minutes, drawn.int(0, 59));
  const room = drawn.round(110, 160, 10);
  const cash = drawn.int(14, 24) * 40;
  const paid = Array.from({ length: 4 }, () => drawn.pick([120, 160, 200, 240]));
  const rooms = stop % 2 === 0 ? 2 : 1;
  const takings = cash + paid.reduce((sum, one) => sum + one, 0);
  // What is left pays the next advert.
  const sentOn = takings - rooms * Number(room) - 20;
  const sentAt = at(clock('02:10') + 1440 + drawn.int(0, 50));
  passedOn.push({ at: sentAt, amount: `${sentOn}.00`, from: knownElsewhere(client) });
  return [
    buy(client, { at: at(clock('14:40')), amount: room, merchant: motel, city }),
    ...(rooms === 2
      ? [buy(client, { at: at(clock('14:52')), amount: room, merchant: motel, city })]
      : []),
    ...(stop === 1
      ? [refund(client, { at: at(clock('11:20') + 1440), amount: room, merchant: motel, city })]
      : []),
    buy(client, {
      at: at(clock('16:05')),
      amount: `${drawn.pick([3, 12, 24])}.00`,
      merchant: merchants.adSite,
    }),
    ...paid.map((amount, visit) =>
      receiveTransfer(client, {
        at: at(clock('20:15') + visit * 50 + drawn.int(0, 25)),
        amount: `${amount}.00`,
        from: people.stranger(),
        ...(visit === 0 && {
          memo: drawn.pick(['for tonight', 'hr', 'half hour incall', 'see you at 9']),
          recipientAsTyped: `${client.party.email} (${alias})`,
        }),
      }),
    ),
    depositCash(client, {
      at: at(clock('23:30') + drawn.int(0, 100)),
      amount: `${cash}.00`,
      city,
      machine: drawn.int(0, 4),
    }),
    sendTransfer(client, { at: sentAt, amount: `${sentOn}.00`, to: payee }),
  ];
}
