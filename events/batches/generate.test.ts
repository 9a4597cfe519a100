import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { batchSchema, type FiledReport, type Report } from '../../lib/reports/report.ts';
import { isLocalTime } from '../../lib/time.ts';
import { generateSamples, sampleFiles } from './generate.ts';

const samples = generateSamples();
const files = sampleFiles(samples);
const reports = samples.batches.flatMap(({ batch }) => batch.reports);
const filed = reports.filter((report): report is FiledReport => report.action !== 'delete');
const clientsOf = (report: FiledReport) =>
  report.parties.flatMap(({ clientNumber }) => clientNumber ?? []);

describe('given the committed sample batches', () => {
  const here = new URL('.', import.meta.url);
  const committed = readdirSync(here).filter((name) => /\.(json|ndjson)$/.test(name));

  test('when they are generated again, then there are the same files', () => {
    expect(committed.sort()).toEqual([...files.keys()].sort());
  });

  test.each([...files.keys()])('when %s is generated again, then not a byte differs', (name) => {
    expect(readFileSync(new URL(name, here), 'utf8') === files.get(name)).toBe(true);
  });
});

describe('the sample batches', () => {
  test.each(samples.batches)('$file follows the profile', ({ batch }) => {
    expect(batchSchema.safeParse(batch).error).toBeUndefined();
    expect(batch.reports.length).toBeLessThanOrEqual(500);
  });

  test('come from two institutions and hold enough to look like ordinary business', () => {
    const submitted = filed.filter(({ action }) => action === 'submit');
    const first = new Map(submitted.map((report) => [report.reference, report]));
    const transactions = [...first.values()].flatMap((report) => report.transactions);
    const clients = new Set(submitted.flatMap(clientsOf));
    const entities = new Set(reports.map((report) => report.reportingEntityNumber));
    expect([...entities].sort()).toEqual([1_234_567, 7_654_321]);
    expect(transactions.length).toBeGreaterThanOrEqual(2_000);
    expect(clients.size).toBeGreaterThanOrEqual(150);
  });

  test('stay small enough for a checkout', () => {
    const bytes = [...files.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
    expect(bytes).toBeLessThan(6_000_000);
  });

  test('hold corrections, withdrawals and repeats of earlier reports', () => {
    const actions = Map.groupBy(reports, ({ action }) => action);
    const contents = filed.map((report) => JSON.stringify(report));
    expect(actions.get('change')?.length).toBeGreaterThanOrEqual(2);
    expect(actions.get('delete')?.length).toBeGreaterThanOrEqual(2);
    expect(contents.length - new Set(contents).size).toBeGreaterThanOrEqual(2);
  });

  test('correct, repeat and withdraw only what an earlier batch submitted', () => {
    const key = (report: Report) => `${report.reportingEntityNumber}/${report.reference}`;
    const known = new Set<string>();
    for (const report of reports) {
      if (report.action !== 'submit') expect(known).toContain(key(report));
      known.add(key(report));
    }
  });

  test('hold whole reports: narrative, action, references, times', () => {
    for (const report of filed) {
      expect(report.reportType).toBe('STR');
      expect(report.suspicion?.narrative.length).toBeGreaterThan(80);
      expect(report.actionTaken).toBeTruthy();
      expect(report.transactions.length).toBeGreaterThanOrEqual(3);
      expect(report.transactions.length).toBeLessThanOrEqual(40);
      const known = new Set(report.parties.map(({ ref }) => ref));
      const named = new Set(JSON.stringify(report).match(/(?<="(?:party|from|to)":")[^"]+/g));
      expect({ reference: report.reference, named }).toEqual({
        reference: report.reference,
        named: known,
      });
      for (const { at } of report.transactions) {
        expect(isLocalTime(at)).toBe(true);
        expect(at >= '2025-11-01' && at < '2026-10-31').toBe(true);
      }
    }
  });

  test('name nobody who could exist', () => {
    for (const party of filed.flatMap(({ parties }) => parties)) {
      const name = party.kind === 'person' ? party.surname : party.name;
      expect(name).toMatch(
        /EX[AE]MPLE|^(SAMPLE|SPECIMEN|FICTIVE|MODEL|INVENTED|DEMO|TRIAL|SKETCH|PRETEND|IMAGINED)[A-Z]+$/,
      );
      if (party.phone !== undefined) expect(party.phone).toMatch(/^\d{3}-555-01\d{2}$/);
      if (party.email !== undefined) expect(party.email).toMatch(/[@.]example\.(com|org)$/);
    }
  });
});

describe('what is planted', () => {
  const known = new Set(
    filed.flatMap((report) =>
      clientsOf(report).map((client) => `${report.reportingEntityNumber}/${client}`),
    ),
  );

  test('is clients of the batches', () => {
    for (const { entity, clientNumber } of samples.planted.flatMap(({ clients }) => clients)) {
      expect(known).toContain(`${entity}/${clientNumber}`);
    }
  });

  test('is three stories of different kinds and at least seven look-alikes', () => {
    const stories = samples.planted.filter(({ kind }) => kind === 'story');
    const lookAlikes = samples.planted.filter(({ kind }) => kind === 'look-alike');
    expect(new Set(stories.map(({ typology }) => typology)).size).toBe(3);
    expect(lookAlikes.length).toBeGreaterThanOrEqual(7);
  });
});
