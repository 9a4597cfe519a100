import type { FiledReport } from '../../lib/reports/report.ts';
import { nights } from './calendar.ts';
import { type Client, clientOf, draws } from './population.ts';
import { reportOf } from './reports.ts';

/*
 * One month of transaction reports of one large bank: a stream that is made as it is read. Whatever
 * the size of the batches it is cut into, the reports are the same.
 */

const clients = 25_000;
export const reportsInMonth = 1_000_000;
const reportsPerNight = Math.ceil(reportsInMonth / nights);

/** In what order the reports of one night come: as an export by account, or as things happened. */
export type Order = 'account' | 'time';

export type Made = { client: number; night: number; report: FiledReport };

/** In how many nights of a hundred a client of activity 1 appears, and the reports of such a night. */
const nightlyChance = { least: 0.1, most: 0.95 };
const usualPerNight = 3.2;

export type Habit = { client: Client; chance: number; perNight: number };

/**
 * How often each client appears, so that a night has its number of reports: who is very active appears
 * in nearly every night, and then with more reports.
 */
export function habitsOf(population: readonly Client[]): Habit[] {
  let [low, high] = [0, 10];
  const total = (scale: number) =>
    population.reduce((sum, client) => {
      const { chance, perNight } = habitOf(client, scale);
      return sum + chance * perNight;
    }, 0);
  for (let step = 0; step < 50; step += 1) {
    const middle = (low + high) / 2;
    if (total(middle) < reportsPerNight) low = middle;
    else high = middle;
  }
  return population.map((client) => habitOf(client, low));
}

function habitOf(client: Client, scale: number): Habit {
  const wanted = nightlyChance.least * client.activity * scale;
  const chance = Math.min(nightlyChance.most, wanted);
  return {
    client,
    chance,
    perNight: usualPerNight * Math.min(20, Math.max(1, wanted / chance) ** 0.7),
  };
}

export const allClients = (): Client[] =>
  Array.from({ length: clients }, (_, number) => clientOf(number));

/**
 * The reports of the month in the order in which they are sent, at most so many or from so many nights;
 * from a night before the month on, those of a past.
 */
export function* reportsOfMonth(
  habits: readonly Habit[],
  {
    most,
    order,
    from = 0,
    until = Number.POSITIVE_INFINITY,
  }: { most: number; order: Order; from?: number; until?: number },
): Generator<Made> {
  let made = 0;
  for (let night = from; made < most && night < until; night += 1) {
    const tonight = order === 'account' ? reportsOfNight(habits, night) : inTime(habits, night);
    for (const one of tonight) {
      if (made >= most) return;
      made += 1;
      yield one;
    }
  }
}

function* reportsOfNight(habits: readonly Habit[], night: number): Generator<Made> {
  for (const { client, chance, perNight } of habits) {
    const draw = draws(client.number, night);
    if (draw(0, 999_999) >= chance * 1_000_000) continue;
    const count = Math.max(1, Math.round((perNight * draw(30, 170)) / 100));
    for (let place = 0; place < count; place += 1) {
      yield { client: client.number, night, report: reportOf(client, night, place, draw) };
    }
  }
}

const inTime = (habits: readonly Habit[], night: number): Made[] =>
  [...reportsOfNight(habits, night)].sort((one, other) =>
    momentOf(one.report) < momentOf(other.report) ? -1 : 1,
  );

const momentOf = ({ transactions: [first] }: FiledReport) => first?.at ?? '';
