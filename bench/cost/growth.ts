import type { LedgerKey } from '../../lib/identifiers.ts';
import { contributionsOfReport } from '../../lib/ledger/contributions-of-report.ts';
import { takeIn } from '../../lib/ledger/take-in.ts';
import type { FiledReport } from '../../lib/reports/report.ts';
import { batchesOf } from './batches.ts';
import { perMillion } from './bill-table.ts';
import { entity } from './calendar.ts';
import { purchase, quietShops } from './happenings.ts';
import type { MeteredMachine } from './machine.ts';
import { type Client, type Draw, draws } from './population.ts';
import { reportOf, reportWith } from './reports.ts';
import { stages } from './stages.ts';
import type { Made } from './workload.ts';

const histories = [100, 1000, 10_000, 100_000];
const subjects = 20;
/** As many reports of one subject as a batch of 10,000 has on the average. */
const reportsEach = 4;
/** Enough for each head to fill up and be sealed, most of them more than once. */
const nights = 16;
/** Entries of one report of the past. */
const perReport = 100;
/**
 * The last of the past are so many reports of one entry at most, as many as fill a head, so that heads
 * are as full as they may be at any time and none is sealed sooner for having a longer past.
 */
const mostSingle = 48;
const pastNights = 365;

/**
 * What a new report costs for subjects that have so many entries behind them, spread over a year.
 * A batch holds four reports of each subject, as one of 10,000 does; it holds fewer subjects, since
 * what is wanted is what one of them costs. So what a whole batch costs whoever is in it is left out.
 *
 * @returns US$ per million reports by length of the history.
 */
export async function growthBy(
  machineOf: () => MeteredMachine,
  population: readonly Client[],
  say: (text: string) => void,
  lengths: readonly number[] = histories,
): Promise<Map<number, number>> {
  const costs = new Map<number, number>();
  const ordinary = population.filter(({ isSuspicious }) => !isSuspicious).slice(0, subjects);
  for (const history of lengths) {
    const machine = machineOf();
    for (const client of ordinary) await giveHistory(machine, client, history);
    say(`${subjects} subjects have ${history} entries each`);
    const sent = await sendNights(machine, ordinary);
    costs.set(history, bySubject(machine, sent));
    say(`after ${history} entries: US$ ${costs.get(history)?.toFixed(4)} per million`);
  }
  return costs;
}

/** @returns how many reports were measured. */
async function sendNights(machine: MeteredMachine, clients: readonly Client[]): Promise<number> {
  let sent = 0;
  // The first night is not measured: it finds warm what later nights find.
  for (let night = 0; night <= nights; night += 1) {
    for (const batch of batchesOf(newReports(clients, night), 10_000)) {
      const measured = night > 0;
      await machine.take(batch, { measured });
      if (measured) sent += batch.reports;
    }
  }
  return sent;
}

/** Tables, buckets and queues that cost the same whoever a batch is about. */
const ofBatches = /^(reports|inbox|intake|request-upload)/;

/** US$ per million reports that depend on the subjects. */
export const bySubject = ({ meter }: MeteredMachine, reports: number): number =>
  perMillion(
    stages
      .flatMap((stage) => meter.of(stage).bill().lines)
      .filter(({ resource }) => !ofBatches.test(resource)),
    reports,
  );

function newReports(clients: readonly Client[], night: number): Made[] {
  return clients.flatMap((client) => {
    const draw = draws(client.number, 4_000_000 + night);
    return Array.from({ length: reportsEach }, (_, place) => ({
      client: client.number,
      night,
      report: reportOf(client, night, place, draw),
    }));
  });
}

async function giveHistory(
  machine: MeteredMachine,
  client: Client,
  history: number,
): Promise<void> {
  const draw = draws(client.number, 5_000_000);
  const touched = new Set<LedgerKey>();
  let place = 0;
  for (const report of pastReports(client, history, draw)) {
    const revision = `0:${String(place).padStart(6, '0')}`;
    const told = contributionsOfReport(report, { entity, revision });
    const changes = new Map([...told].map(([key, one]) => [key, [one]]));
    for (const key of await takeIn(machine.ledgers, changes, { again: false })) touched.add(key);
    place += 1;
  }
  await machine.judge([...touched]);
}

/**
 * Reports of purchases: a past that is ordinary however long it is. What is found about somebody grows
 * with what that person did, and is not what is measured here.
 */
function* pastReports(client: Client, history: number, draw: Draw): Generator<FiledReport> {
  const single = draw(0, Math.min(mostSingle, history / 2));
  const joint = history - single;
  const count = Math.ceil(joint / perReport);
  const days = Math.ceil(pastNights / count);
  for (let place = 0; place < count + single; place += 1) {
    const isJoint = place < count;
    const night = isJoint ? -1 - Math.floor(((count - 1 - place) * pastNights) / count) : -1;
    const length = isJoint ? Math.min(perReport, joint - place * perReport) : 1;
    const happenings = Array.from({ length }, () => purchase(client, quietShops, draw));
    yield reportWith(client, { night, place, happenings, days: isJoint ? days : 1 }, draw);
  }
}
