import './cost/silent-logs.ts';

import { parseArgs } from 'node:util';
import { readRulebook } from '../lib/indicators/read-rulebook.ts';
import { priceTable } from '../local/simulated/price-table.ts';
import { baselineBill, lookBackDays } from './cost/baseline.ts';
import {
  billTable,
  callTable,
  detailTable,
  linesTable,
  perMillion,
  storageTable,
  timesTable,
  totalOf,
  waitingUsd,
} from './cost/bill-table.ts';
import { nights } from './cost/calendar.ts';
import { bySubject, growthBy } from './cost/growth.ts';
import { meteredMachine } from './cost/machine.ts';
import { monthOf, sendMonth } from './cost/month.ts';
import { draws } from './cost/population.ts';
import { sdkTime } from './cost/sdk-time.ts';
import { afterThirtyDays, ofMeasured } from './cost/storage.ts';
import { answerMs } from './cost/waiting.ts';
import { type Order, reportsOfMonth } from './cost/workload.ts';
import { rounded } from './rounds.ts';

/*
 * `npm run bench:cost`: what a month of reports of one bank costs, from the upload to the case, beside
 * the same on a design with an item for each transaction. Progress goes to standard error; the last
 * line on standard output is one JSON object.
 */

const { values } = parseArgs({
  options: {
    /** A run of fewer than a month's begins with clients that are known already. */
    reports: { type: 'string', default: '1000000' },
    /** Only this size of batches. */
    batch: { type: 'string' },
    /** How the reports of a night are sorted: "account" or "time". */
    order: { type: 'string', default: 'account' },
    /** Only the machine: neither the baseline nor what longer histories cost. */
    short: { type: 'boolean', default: false },
    /** Only what longer histories cost, by subject; after so many entries, as "100,10000". */
    growth: { type: 'string' },
  },
});
const histories = values.growth?.split(',').map(Number);
const sizes = values.batch ? [Number(values.batch)] : [1000, 10_000, 50_000];
const usual = 10_000;
/** The baseline is run on one client in so many, over the whole month. */
const baselineSample = 50;

const say = (text: string) => console.error(text);
const show = (text: string) => console.log(`${text}\n`);

const rulebook = await readRulebook('rules');
const month = monthOf(Number(values.reports), values.order as Order);
const sdk = await sdkTime();
const machineOf = () => meteredMachine(rulebook, sdk);
show(`Prices in ${priceTable.region} as of ${priceTable.asOf}; Node ${process.version}`);

const measured = new Map<number, Awaited<ReturnType<typeof measure>>>();
for (const size of histories ? [] : sizes) measured.set(size, await measure(size));
const { storageUsd } = measured.get(usual) ?? [...measured.values()][0] ?? { storageUsd: 0 };
const usdPerMillion = Object.fromEntries(
  [...measured].map(([size, { usd }]) => [size, rounded(usd, 4)]),
);
const beside = histories || values.short ? {} : await baseline();
const byHistory = values.short ? {} : await growth(histories);
console.log(
  JSON.stringify({
    bench: 'cost',
    node: process.version,
    reports: month.reports,
    order: month.order,
    pricesAsOf: priceTable.asOf,
    ...(!histories && { usdPerMillion, storageUsdPerMillionMonth: rounded(storageUsd, 4) }),
    ...beside,
    ...byHistory,
  }),
);

/** Sends the month in batches of one size, and shows what it cost. */
async function measure(size: number) {
  const began = performance.now();
  const machine = machineOf();
  const sent = await sendMonth(machine, month, { size, say });
  const { reports, batches, clients, plainBytes, bytes } = sent;
  const minutes = ((performance.now() - began) / 60_000).toFixed(1);
  show(
    `== Batches of ${size}: ${reports} reports in ${batches} batches, in ${minutes} minutes\n` +
      `${rounded(reports / clients)} reports for each client of a batch (each night sorted by ${month.order}); ` +
      `a report has ${Math.round(plainBytes / reports)} bytes, packed ${Math.round(bytes / reports)}`,
  );
  show(billTable(machine, reports));
  show(detailTable(machine, reports));
  show(callTable(machine, reports));
  show(timesTable(machine, reports));
  show(
    `Beside the bill, waiting for answers (${JSON.stringify(answerMs)} ms, assumed): at most US$ ` +
      `${waitingUsd(machine, reports).toFixed(4)} per million`,
  );
  const kept = ofMeasured(machine.meter.storage(), sent);
  const steady = afterThirtyDays(kept, sent);
  const storageUsd = perMillion(steady, reports);
  show(storageTable(steady, reports));
  show(`With all objects in S3 Standard: US$ ${perMillion(kept, reports).toFixed(4)}`);
  const usd = totalOf(machine, reports);
  return { usd, storageUsd, ofBatch: usd - bySubject(machine, reports) };
}

/**
 * The same month on an item for each transaction; a part of the clients, all of their reports. What it
 * costs to judge somebody there depends on what came before, so the clients have a past. What it costs
 * in ledgers hardly does (`--growth`), and the month is sent to ledgers that are empty, which cost more.
 */
async function baseline() {
  const habits = month.habits.filter(
    ({ client }) => draws(client.number, 6_000_000)(1, baselineSample) === 1,
  );
  const all = { most: Number.POSITIVE_INFINITY, order: month.order };
  const past = [...reportsOfMonth(habits, { ...all, from: -lookBackDays, until: 0 })];
  const reports = [...reportsOfMonth(habits, { ...all, until: nights })];
  say(
    `baseline: ${reports.length} reports of ${habits.length} clients after ${past.length} of ` +
      `${lookBackDays} days before, scaled to a million`,
  );
  const bills = {
    lean: await baselineBill({ past, reports }, 'lean'),
    whole: await baselineBill({ past, reports }, 'whole'),
  };
  for (const [item, { lines, storage }] of Object.entries(bills)) {
    show(
      `== An item for each transaction, ${item}: ${reports.length} reports of one client in ${baselineSample}, scaled\n\n` +
        `${linesTable([...lines, ...storage], reports.length)}`,
    );
  }
  const whole = perMillion(bills.whole.lines, reports.length);
  const lean = perMillion(bills.lean.lines, reports.length);
  const { usd } = measured.get(usual) ?? {};
  return {
    baselineUsdPerMillion: rounded(whole, 4),
    baselineLeanUsdPerMillion: rounded(lean, 4),
    baselineStorageUsdPerMillionMonth: rounded(perMillion(bills.whole.storage, reports.length), 4),
    ...(usd && { timesCheaper: rounded(whole / usd, 1), timesCheaperLean: rounded(lean / usd, 1) }),
  };
}

async function growth(lengths?: readonly number[]) {
  const population = month.habits.map(({ client }) => client);
  const bySubjects = await growthBy(machineOf, population, say, lengths);
  const ofBatch = measured.get(usual)?.ofBatch ?? 0;
  const costs = [...bySubjects].map(([history, cost]) => [history, cost + ofBatch] as const);
  show(
    `== A new report after a history of so many entries, US$ per million\n` +
      costs.map(([history, cost]) => `${history}: ${cost.toFixed(4)}`).join('\n'),
  );
  const [first, last] = [costs.at(0)?.[1] ?? 1, costs.at(-1)?.[1] ?? 1];
  return {
    usdPerMillionByHistory: Object.fromEntries(
      costs.map(([name, cost]) => [name, rounded(cost, 4)]),
    ),
    [`growth${inShort(costs.at(0)?.[0])}to${inShort(costs.at(-1)?.[0])}`]: rounded(last / first, 3),
  };
}

/** 100000 is "100k". */
function inShort(length = 0): string {
  return length > 0 && length % 1000 === 0 ? `${length / 1000}k` : String(length);
}
