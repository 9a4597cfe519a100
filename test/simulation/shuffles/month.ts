import type { FiledReport } from '../../../lib/reports/report.ts';
import { visitRefs } from '../../../lib/reports/visit-refs.ts';
import { newestReports } from '../../support/sample-ledgers.ts';
import { type Random, seededRandom } from '../world/seeded-random.ts';
import { correctionsOf } from './corrections.ts';
import type { Telling } from './telling.ts';

/*
 * One month of the sample batches: the transactions of September 2026 of everybody in whom something
 * was planted and of some ordinary clients, filed a few transactions at a time as they came up; with
 * corrections and withdrawals, some of which arrive before what they correct.
 */

const month = '2026-09';
const transactionsPerReport = 6;
/** Clients with a planted story or a look-alike of one have the lower numbers. */
const lastPlanted = 10_022;
const ordinaryClients = 14;

/** The tellings of the month in the order in which they are accepted when nothing is shuffled. */
export function tellingsOfTheMonth(): Telling[] {
  const random = seededRandom(202_609);
  const filed = reportsOfTheMonth();
  const tellings = filed.map((report) => submissionOf(report));
  for (const correction of correctionsOf(filed, random)) {
    const { reference } = correction.report;
    const own = tellings.findLastIndex(({ report }) => report.reference === reference);
    const isFirst = correction.place === 1;
    const at = correction.isEarly && isFirst ? earlier(own, random) : later(own, tellings, random);
    tellings.splice(at, 0, correction);
  }
  return tellings;
}

const submissionOf = (report: FiledReport): Telling => ({
  name: `${report.reference} submit`,
  entity: String(report.reportingEntityNumber),
  report,
  place: 0,
});

const earlier = (own: number, random: Random) => random.int(Math.max(0, own - 40), own);
const later = (own: number, { length }: readonly unknown[], random: Random) =>
  random.int(own + 1, length);

function reportsOfTheMonth(): FiledReport[] {
  const reports = newestReports().flatMap(sliceOfMonth);
  const sizes = new Map<string, number>();
  for (const report of reports) {
    const client = clientOf(report);
    sizes.set(client, (sizes.get(client) ?? 0) + report.transactions.length);
  }
  const ordinary = [...sizes]
    .filter(([client]) => numberOf(client) > lastPlanted)
    .sort(([a, one], [b, other]) => one - other || (a < b ? -1 : 1))
    .slice(0, ordinaryClients)
    .map(([client]) => client);
  const wanted = new Set(ordinary);
  return reports
    .filter((report) => wanted.has(clientOf(report)) || numberOf(clientOf(report)) <= lastPlanted)
    .flatMap(inParts)
    .sort((a, b) => lastMoment(a) - lastMoment(b) || (a.reference < b.reference ? -1 : 1));
}

/** What a report tells of the month; what is known beside its transactions stays with it. */
function sliceOfMonth(report: FiledReport): FiledReport[] {
  const transactions = report.transactions.filter(({ at }) => at.startsWith(month));
  return transactions.length > 0 ? [{ ...report, transactions }] : [];
}

function inParts(report: FiledReport): FiledReport[] {
  const { supporting, related: _, transactions, ...rest } = report;
  const count = Math.ceil(transactions.length / transactionsPerReport);
  return Array.from({ length: count }, (_part, part) => {
    const first = part * transactionsPerReport;
    const isLast = part === count - 1;
    return onlyUsed({
      ...rest,
      reference: `${report.reference}-${part + 1}`,
      transactions: transactions.slice(first, first + transactionsPerReport),
      ...(isLast && supporting && { supporting }),
    });
  });
}

/** Without parties and accounts that nothing in it names. */
function onlyUsed(report: FiledReport): FiledReport {
  const used = { party: new Set<string>(), account: new Set<string>(), transaction: new Set() };
  const { accounts = [], ...rest } = report;
  visitRefs(rest, (kind, ref) => used[kind].add(ref));
  const kept = accounts.filter(({ ref }) => used.account.has(ref));
  for (const { holders } of kept) for (const holder of holders) used.party.add(holder);
  return {
    ...rest,
    parties: report.parties.filter(({ ref }) => used.party.has(ref)),
    ...(kept.length > 0 && { accounts: kept }),
  };
}

const clientOf = ({ parties }: FiledReport): string =>
  parties.find(({ clientNumber }) => clientNumber !== undefined)?.clientNumber ?? '';

/** "NB-10002" */
const numberOf = (client: string): number => Number(client.slice(client.indexOf('-') + 1));

const lastMoment = ({ transactions }: FiledReport): number =>
  Math.max(...transactions.map(({ at }) => Date.parse(at)));
