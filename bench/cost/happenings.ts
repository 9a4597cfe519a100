import type { FiledReport } from '../../lib/reports/report.ts';
import { type Client, cities, type Draw, pick } from './population.ts';

type Transaction = FiledReport['transactions'][number];
type Party = FiledReport['parties'][number];
/** A transaction, and who takes part in it beside the client. */
export type Happening = {
  transaction: Omit<Transaction, 'ref' | 'at' | 'location' | 'attempted'>;
  others: Party[];
};

const shops = [
  ['5411', 'GROCER EXAMPLE'],
  ['5812', 'DINER EXAMPLE'],
  ['5814', 'BURGERS EXAMPLE'],
  ['5541', 'FUEL EXAMPLE'],
  ['5912', 'PHARMACY EXAMPLE'],
  ['4814', 'TELEPHONE EXAMPLE'],
  ['5651', 'CLOTHES EXAMPLE'],
  ['7523', 'PARKING EXAMPLE'],
  ['5311', 'STORE EXAMPLE'],
] as const;
/**
 * Where anybody may spend as much as they like without an indicator that asks for it: no living costs, no
 * gift cards.
 */
export const quietShops = shops.filter(([mcc]) => ['5541', '4814', '7523'].includes(mcc));
const otherShops = [
  ['7011', 'MOTEL EXAMPLE ONE'],
  ['7311', 'ADSITE EXAMPLE'],
  ['4121', 'RIDES EXAMPLE'],
  ['5947', 'GIFTCARD EXAMPLE'],
] as const;

const own = { account: 'a1' };

/** What happened to a client: mostly what happens to everybody. */
export function happeningOf(
  client: Client,
  { night, isFirst }: { night: number; isFirst: boolean },
  draw: Draw,
): Happening {
  if (client.isSuspicious) return suspicious(client, draw);
  const { employer } = client;
  if (employer && isFirst && (night + client.number) % employer.everyNights === 0) {
    return payOf(employer);
  }
  const what = draw(1, 100);
  if (what <= 45) return purchase(client, shops, draw);
  if (what <= 62)
    return transferIn(client.friends, { memo: 'thanks', most: affordable(client, 400) }, draw);
  if (what <= 80) return transferOut(client, draw);
  if (what <= 90) return cashOut(client, draw);
  return cashIn(client, draw);
}

function suspicious(client: Client, draw: Draw): Happening {
  const what = draw(1, 100);
  if (what <= 50) {
    const number = draw(0, 9999);
    const stranger = {
      surname: `STRANGER${number}`,
      given: 'Kim',
      email: `s${number}@example.net`,
    };
    const memo = draw(0, 3) === 0 ? 'one hour' : 'thanks';
    return transferIn([stranger], { memo, most: 400 }, draw);
  }
  if (what <= 70)
    return cashIn({ ...client, address: { ...client.address, ...pick(draw, cities) } }, draw);
  if (what <= 85) return purchase(client, otherShops, draw);
  return cashOut(client, draw);
}

const minor = (value: number) =>
  `${Math.floor(value / 100)}.${String(value % 100).padStart(2, '0')}`;
const money = (draw: Draw, from: number, to: number) => ({
  amount: minor(draw(from * 100, to * 100)),
  currency: 'CAD',
});
/** Dollars: who pays often pays little each time, so that what people spend in a month does not differ as much. */
const affordable = ({ isSuspicious, activity }: Client, usual: number) =>
  isSuspicious ? usual : Math.max(21, Math.floor(usual / activity ** 0.7));
const holder = [{ party: 'p1' }];

function giveOrder({ device }: Client) {
  return [{ party: 'p1', ...(device && { device: 'mobile' as const, deviceId: device }) }];
}

function payOf({ name, payMinor }: NonNullable<Client['employer']>): Happening {
  const paid = { amount: minor(payMinor), currency: 'CAD' };
  return {
    others: [{ ref: 'o1', kind: 'entity', role: 'unknown', name }],
    transaction: {
      method: 'online',
      purpose: 'payroll',
      start: [
        { direction: 'in', kind: 'domestic_transfer', ...paid, conductors: [{ party: 'o1' }] },
      ],
      complete: [{ disposition: 'deposit', ...paid, ...own, beneficiaries: holder }],
    },
  };
}

export function purchase(
  client: Client,
  from: readonly (readonly [string, string])[],
  draw: Draw,
): Happening {
  const [mcc, merchant] = pick(draw, from);
  const paid = money(draw, 5, affordable(client, 240));
  const { city, province } = client.address;
  return {
    others: [{ ref: `m${mcc}`, kind: 'entity', role: 'merchant', name: merchant }],
    transaction: {
      method: 'other',
      start: [{ direction: 'out', kind: 'funds_withdrawal', ...paid, ...own, conductors: holder }],
      complete: [{ disposition: 'goods', ...paid, beneficiaries: [{ party: `m${mcc}` }] }],
      context: {
        mcc,
        merchant,
        city,
        province,
        terminal: `T${draw(1, 30)}`,
        card: 'K1',
        cardPresent: true,
      },
    },
  };
}

const friendParty = (ref: string, { surname, given, email }: Client['friends'][number]): Party => ({
  ref,
  kind: 'person',
  role: 'unknown',
  surname,
  given,
  email,
});

function transferIn(
  friends: Client['friends'],
  { memo, most }: { memo: string; most: number },
  draw: Draw,
): Happening {
  const place = draw(0, friends.length - 1);
  const ref = `x${place}`;
  const paid = money(draw, 5, most);
  return {
    others: friends[place] ? [friendParty(ref, friends[place])] : [],
    transaction: {
      method: 'online',
      start: [{ direction: 'in', kind: 'emt', ...paid, conductors: [{ party: ref }] }],
      complete: [{ disposition: 'deposit', ...paid, ...own, beneficiaries: holder }],
      context: { memo },
    },
  };
}

function transferOut(client: Client, draw: Draw): Happening {
  const place = draw(0, client.friends.length - 1);
  const ref = `x${place}`;
  const paid = money(draw, 5, affordable(client, 600));
  const friend = client.friends[place];
  return {
    others: friend ? [friendParty(ref, friend)] : [],
    transaction: {
      method: 'online',
      start: [
        {
          direction: 'out',
          kind: 'funds_withdrawal',
          ...paid,
          ...own,
          conductors: giveOrder(client),
        },
      ],
      complete: [{ disposition: 'outgoing_emt', ...paid, beneficiaries: [{ party: ref }] }],
      context: {
        memo: pick(draw, place === 0 ? ['rent'] : ['lunch', 'gift', 'hydro', 'groceries']),
      },
    },
  };
}

function cashOut({ address }: Client, draw: Draw): Happening {
  const paid = money(draw, 2, 30);
  const whole = { ...paid, amount: `${draw(1, 25) * 20}.00` };
  return {
    others: [],
    transaction: {
      method: 'abm',
      start: [{ direction: 'out', kind: 'funds_withdrawal', ...whole, ...own, conductors: holder }],
      complete: [{ disposition: 'cash_withdrawal', ...whole }],
      context: {
        city: address.city,
        province: address.province,
        terminal: `T${draw(1, 30)}`,
        terminalOwner: 'bank',
      },
    },
  };
}

function cashIn({ address }: Client, draw: Draw): Happening {
  const whole = { amount: `${draw(2, 60) * 20}.00`, currency: 'CAD' };
  return {
    others: [],
    transaction: {
      method: 'in_person',
      start: [{ direction: 'in', kind: 'cash', ...whole, conductors: holder }],
      complete: [{ disposition: 'deposit', ...whole, ...own, beneficiaries: holder }],
      context: { city: address.city, province: address.province },
    },
  };
}
