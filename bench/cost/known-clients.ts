import type { LedgerKey } from '../../lib/identifiers.ts';
import type { Contribution } from '../../lib/ledger/contribution.ts';
import { contributionsOfReport } from '../../lib/ledger/contributions-of-report.ts';
import { takeIn } from '../../lib/ledger/take-in.ts';
import { entity } from './calendar.ts';
import type { MeteredMachine } from './machine.ts';
import { type Client, draws } from './population.ts';
import { reportOf } from './reports.ts';

const clientsAtOnce = 500;
/** As many reports a client has behind it at most. */
const mostBefore = 60;
const keysPerMessage = 500;

/**
 * Gives clients a past before anything is measured: some reports of the weeks before, in their ledgers
 * and judged. A short run over clients that were all new would tell of a bank's first night only.
 *
 * @returns the number of these reports.
 */
export async function makeKnown(
  machine: MeteredMachine,
  clients: readonly Client[],
): Promise<number> {
  let reports = 0;
  for (let start = 0; start < clients.length; start += clientsAtOnce) {
    const changes = new Map<LedgerKey, Contribution[]>();
    for (const client of clients.slice(start, start + clientsAtOnce))
      reports += addPast(client, changes);
    const touched = await takeIn(machine.ledgers, changes, { again: false });
    for (let at = 0; at < touched.length; at += keysPerMessage) {
      const keys = touched.slice(at, at + keysPerMessage);
      await machine.judge(keys);
    }
  }
  return reports;
}

function addPast(client: Client, changes: Map<LedgerKey, Contribution[]>): number {
  const draw = draws(client.number, 3_000_000);
  const count = draw(1, mostBefore);
  for (let place = 0; place < count; place += 1) {
    const report = reportOf(client, -1 - Math.floor((place * 60) / count), place, draw);
    const revision = `0:${String(place).padStart(6, '0')}`;
    for (const [key, contribution] of contributionsOfReport(report, { entity, revision })) {
      changes.set(key, [...(changes.get(key) ?? []), contribution]);
    }
  }
  return count;
}
