import type { LedgerKey } from '../lib/identifiers.ts';
import { compileRulebook } from '../lib/indicators/compiled-rulebook.ts';
import { entryReading } from '../lib/indicators/entry-reading.ts';
import { lackingData } from '../lib/indicators/lacking-data.ts';
import { measuredFrom } from '../lib/indicators/measured.ts';
import { valueAt } from '../lib/indicators/measures/series.ts';
import type { Rulebook } from '../lib/indicators/rulebook.ts';
import { subjectFacts } from '../lib/indicators/subject-facts.ts';
import type { Contribution } from '../lib/ledger/contribution.ts';
import { contributionsOfReport } from '../lib/ledger/contributions-of-report.ts';
import { type Ledger, mergeContributions } from '../lib/ledger/ledger.ts';
import type { FiledReport } from '../lib/reports/report.ts';
import type { FactSet } from './conditions.ts';
import { type Client, historyOf } from './workload.ts';

export const entity = '1234567';

/** What a report says to the ledger of its client: the only subject with transactions of its own. */
export function ofClient(report: FiledReport, revision: string): [LedgerKey, Contribution] {
  const all = contributionsOfReport(report, { entity, revision });
  const own = [...all].find(([, { party, entries }]) => party?.roleHint === 'subject' && entries);
  if (!own) throw new RangeError(`report ${report.reference} has no client`);
  return own;
}

/** The ledger that a client's history made. */
export function ledgerOf(client: Client): Ledger {
  const told = historyOf(client).map((report, place) =>
    ofClient(report, `1:${String(place).padStart(6, '0')}`),
  );
  const [first] = told;
  if (!first) throw new RangeError('a client without a history');
  const contributions = told.map(([, contribution]) => contribution);
  return { key: first[0], version: 1, contributions: mergeContributions(new Map(), contributions) };
}

/** The values of every measure of every indicator as of the newest entries of a ledger. */
export function factSetsOf(rulebook: Rulebook, ledger: Ledger, newest: number): FactSet[] {
  const compiled = compileRulebook(rulebook);
  const facts = subjectFacts(ledger);
  const reading = entryReading(facts, compiled);
  reading.readFrom(0);
  const lacking = lackingData(compiled, { facts, told: reading.told, neighbourhood: undefined });
  const { moments } = facts.timeline;
  const from = Math.max(0, moments.length - newest);
  const { series } = measuredFrom(from, compiled, { facts, reading, lacking, judged: [] });
  return moments.slice(from).map((_, offset) => {
    const values = compiled.indicators.flatMap(({ numbers }) =>
      numbers.map((number) => valueAt(series(number), from + offset)),
    );
    const together = Float64Array.from(values);
    let next = 0;
    return compiled.indicators.map(({ numbers }) => {
      next += numbers.length;
      return together.subarray(next - numbers.length, next);
    });
  });
}
