import type { Supporting } from '../../../lib/reports/report.ts';
import { addDays } from '../calendar.ts';
import { chance } from '../chance.ts';
import type { Client } from '../client.ts';
import { household, wages } from '../daily-life.ts';
import { type Facts, fileReports } from '../file-reports.ts';
import { homeCities } from '../places.ts';
import type { Part, World } from '../world.ts';
import {
  belowTheReportingLevel,
  cashOnTheRoad,
  largeWithdrawal,
  takingsAtTheCounter,
} from './cash.ts';
import type { Mundane } from './mundane.ts';
import { gamesOnline, jewelleryForGifts, wiresAbroad } from './spending.ts';
import { moneyForAFriend, severalSenders, suddenWindfall } from './transfers.ts';

const mundane: readonly Mundane[] = [
  takingsAtTheCounter,
  belowTheReportingLevel,
  largeWithdrawal,
  cashOnTheRoad,
  severalSenders,
  moneyForAFriend,
  suddenWindfall,
  gamesOnline,
  wiresAbroad,
  jewelleryForGifts,
];

/** Ordinary clients whom a bank reported for an ordinary reason: weak reports, no case among them. */
export function ordinaryLife(world: World): Part[] {
  return mundane.flatMap((reason) => {
    const drawn = chance(`ordinary-life/${reason.name}`);
    return Array.from({ length: reason.clients }, (_, index) => {
      const home = drawn.pick(homeCities);
      const occupation = drawn.pick(reason.occupations);
      const employer = world.people.business('EXAMPLE EMPLOYER');
      const landlord = world.people.business('EXAMPLE LANDLORD');
      const person = world.people.resident(home, {
        role: 'subject',
        occupation,
        employer: employer.name,
      });
      const client = world.clients.open(reason.institution, home, person);
      const first = addDays('2026-07-01', drawn.int(0, 55));
      const last = addDays(first, drawn.int(40, 62));
      const movements = [
        ...reason.movements({ client, world, drawn, first, last }),
        ...wages(client, { first, last }, { employer, from: 1_250, to: 2_300, drawn }),
        ...household(client, { first, last }, { world, drawn, landlord }),
      ];
      const reports = fileReports(client, movements, {
        narrative: reason.narrative,
        followUp,
        actionTaken: reason.actionTaken,
        atMost: drawn.int(8, 14),
        ...(index % 5 === 0 && { supporting: knownOf(client, last) }),
      });
      return { reports };
    });
  });
}

const followUp = ({ first, last, count, received, sent }: Facts) =>
  `Further to the earlier report: between ${first} and ${last} the account shows ${count} more ` +
  `transactions, credits of $${received} and debits of $${sent}. The question raised in the ` +
  'earlier report has not been answered yet.';

/** What the bank has on file about an ordinary client. */
function knownOf(client: Client, on: string): Supporting {
  const { ref, phone } = client.party;
  return {
    profiles: [
      {
        party: ref,
        declaredMonthlyIncome: '3400.00',
        expectedMonthlyIn: '5200.00',
        since: '2019-04-01',
      },
    ],
    sessions: [
      {
        at: `${on}T12:00:00${client.home.offset}`,
        party: ref,
        channel: 'mobile',
        device: `device-${client.party.clientNumber}`,
        ...(phone !== undefined && { phone }),
        outcome: 'success',
      },
    ],
  };
}
