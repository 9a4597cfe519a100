import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CaseView } from '../lib/cases/api.ts';
import type { BatchView } from '../lib/http/batch-view.ts';
import { run } from '../local/cli/run.ts';
import { type Colleague, colleague } from '../local/demo/colleague.ts';
import { type Collected, collectPackages } from '../local/demo/collect-packages.ts';
import { submitSamples } from '../local/demo/submit-samples.ts';
import { verifyCollected } from '../local/demo/verify-collected.ts';
import { workCase } from '../local/demo/work-case.ts';
import { sampleBatches, submitSample } from '../local/samples.ts';
import { type RunningStack, startStack } from '../local/stack.ts';
import { planted } from './planted.ts';
import { casesOf, employersOf, findingsOf } from './support/findings.ts';

/* The whole way on the whole stack: sample batches in, packages out. One stack, in the order told. */

const directory = mkdtempSync(join(tmpdir(), 'moneytrail-journey-'));
const out = join(directory, 'out');
let stack: RunningStack;
let analyst: Colleague;
let batches: BatchView[];
let cases: CaseView[];
let collected: Collected[];

beforeAll(async () => {
  stack = await startStack({ dataDirectory: join(directory, 'data') });
  analyst = await colleague(stack, 'analyst');
  batches = await submitSamples(stack, () => {});
  await stack.idle();
  cases = await casesOf(analyst, 'open');
}, 180_000);

afterAll(async () => {
  await stack.stop();
  rmSync(directory, { recursive: true, force: true });
});

/** What a command line prints, and its exit code. */
async function moneytrail(...words: string[]) {
  const out: string[] = [];
  const code = await run(words, {
    print: (line) => out.push(line),
    say: (line) => out.push(line),
    async write() {},
    progress: { begin: () => ({ show() {}, end() {} }) },
  });
  return { code, out: out.join('\n') };
}

const subjectsOf = ({ assessment }: CaseView) =>
  (assessment?.subjects ?? []).map(({ subject }) => subject);

describe('given the sample batches', () => {
  test('when they are ingested, then the verdicts of each add up to its records', () => {
    for (const { status, counts } of batches) {
      const { submitted, pending, ...verdicts } = counts;
      expect(status).toBe('completed');
      expect(pending).toBe(0);
      expect(Object.values(verdicts).reduce((sum, count) => sum + count, 0)).toBe(submitted);
      expect(counts.rejected).toBe(0);
    }
    expect(batches.reduce((sum, { counts }) => sum + counts.submitted, 0)).toBeGreaterThan(400);
  });

  test.each(planted.filter(({ kind }) => kind === 'story'))(
    'when $name is looked for, then it is one case of $typology',
    ({ subjects, typology }) => {
      const found = cases.filter((view) =>
        subjectsOf(view).some((subject) => subjects.includes(subject)),
      );
      expect(found).toHaveLength(1);
      const [view] = found;
      expect(view?.case.typology).toBe(typology);
      expect(view && subjectsOf(view)).toEqual(expect.arrayContaining(subjects));
    },
  );

  test.each(planted.filter(({ kind }) => kind === 'look-alike'))(
    'when $name is looked for, then it is no case',
    ({ subjects }) => {
      const found = cases.filter((view) =>
        subjectsOf(view).some((subject) => subjects.includes(subject)),
      );
      expect(found).toEqual([]);
    },
  );

  test('when cases are counted, then there are the stories and no others', () => {
    const stories = planted.filter(({ kind }) => kind === 'story');
    expect(cases).toHaveLength(stories.length);
  });

  test('when employers are listed, then the planted one is first, explained, and no other is above a gate', async () => {
    const [first, ...others] = await employersOf(analyst);
    const story = planted.find(({ name }) => name === 'agence-de-placement');
    const victims = (story?.subjects ?? []).filter(
      (_, index) => story?.clients[index]?.part === 'possible victim',
    );
    expect(first).toMatchObject({ names: ['FERME EXEMPLE INC'], workersAffected: victims.length });
    expect(first?.workers.map(({ subject }) => subject).sort()).toEqual(victims.sort());
    expect(first?.payPattern?.text.fr).toMatch(/même destinataire/);
    const entries = new Set(first?.timeline.map(({ id }) => id));
    for (const { about, evidence } of first?.matches ?? []) {
      expect(about?.sources.length).toBeGreaterThan(0);
      for (const id of evidence) expect(entries).toContain(id);
    }
    expect(['review', 'priority']).toContain(first?.outcome);
    for (const { outcome } of others) expect(['watch', 'none']).toContain(outcome);
  });

  test('when a match is read, then its sentence, source and transactions are there', () => {
    for (const { assessment } of cases) {
      const entries = new Set(assessment?.timeline.map(({ id }) => id));
      for (const { sentence, about, evidence } of assessment?.matches ?? []) {
        expect(sentence.en).not.toMatch(/[{}]/);
        expect(sentence.fr).not.toMatch(/[{}]/);
        expect(about?.sources.length).toBeGreaterThan(0);
        for (const id of evidence) expect(entries).toContain(id);
      }
    }
  });

  test('when all batches are sent again, each five times at once, then nothing changes', async () => {
    const before = await findingsOf(analyst);
    const ids = new Set<string>();
    for (const sample of sampleBatches()) {
      const again = await Promise.all(Array.from({ length: 5 }, () => submitSample(stack, sample)));
      for (const id of again) ids.add(id);
    }
    await stack.idle();
    expect([...ids].sort()).toEqual(batches.map(({ batchId }) => batchId).sort());
    expect(await findingsOf(analyst)).toEqual(before);
  });

  test('when nobody told them, then a reporting entity learns nothing of matches', async () => {
    const bank = await colleague(stack, 'reporting-entity');
    for (const path of [
      '/v1/cases',
      '/v1/employers',
      '/v1/assessments',
      '/v1/disclosures',
      '/v1/outbox',
    ]) {
      await expect(bank.get(path)).rejects.toThrow();
    }
    const own = batches[0];
    const text = JSON.stringify([
      await bank.get('/v1/batches'),
      own && (await bank.get(`/v1/batches/${own.batchId}`).catch(() => '')),
    ]);
    expect(text).not.toMatch(/HT-[A-Z]{3}-\d{3}|match-|case-|employer-/);
  });

  test('when another entity asks for a batch, then it is not there', async () => {
    const other = await colleague(stack, 'other-reporting-entity');
    const bank = await colleague(stack, 'reporting-entity');
    const { batches: own } = await bank.get<{ batches: BatchView[] }>('/v1/batches');
    const id = own[0]?.batchId;
    expect(id).toBeDefined();
    await expect(other.get(`/v1/batches/${id}`)).rejects.toThrow(/404|No such batch/);
    await expect(other.get(`/v1/batches/${id}/receipts`)).rejects.toThrow(/404|No such batch/);
  });
});

describe('given the cases', () => {
  test('when one person submits and another approves, then each recipient gets its package', async () => {
    for (const view of cases) {
      expect(await workCase(stack, view)).toMatch(/Somebody else must approve/);
    }
    await stack.idle();
    collected = await collectPackages(stack, out);
    for (const { recipients, subjects, kind } of planted) {
      if (kind !== 'story') continue;
      const view = cases.find((one) => subjectsOf(one).some((key) => subjects.includes(key)));
      const got = collected.filter(({ caseId }) => caseId === view?.case.caseId);
      expect(got.map(({ recipient }) => recipient)).toEqual(
        expect.arrayContaining([recipients[0]]),
      );
    }
    expect(await casesOf(analyst, 'approved')).toHaveLength(cases.length);
  });

  test('when a package is read, then each claim names transactions that are in it', () => {
    const files = readdirSync(out).filter((name) => name.endsWith('.json'));
    expect(files.length).toBeGreaterThanOrEqual(cases.length);
    for (const file of files) {
      const held = JSON.parse(readFileSync(join(out, file), 'utf8'));
      const labels = new Set(held.transactions.map(({ label }: { label: string }) => label));
      expect(held.indicators.length).toBeGreaterThan(0);
      for (const { basis, transactions, otherPeriods, sentence, sources } of held.indicators) {
        expect(sources.length).toBeGreaterThan(0);
        if (basis === 'records') {
          expect(transactions).toEqual([]);
          expect(sentence).toMatch(/records that the reporting entity keeps|conserve l’entité/);
        } else {
          expect(transactions.length).toBeGreaterThan(0);
        }
        const cited = otherPeriods.flatMap(
          (period: { transactions: string[] }) => period.transactions,
        );
        for (const label of [...transactions, ...cited]) expect(labels).toContain(label);
      }
      const text = JSON.stringify(held);
      expect(text).not.toMatch(/HT-[A-Z]{3}-\d{3}|"score"|team-lead|approver/);
      expect(text).not.toMatch(/suspect(s|ed)? (is|was|are)/i);
    }
  });

  test('when another agency asks for a package, then it is not there', async () => {
    const { disclosures } = await analyst.get<{
      disclosures: { disclosure: { disclosureId: string; recipient: string } }[];
    }>('/v1/disclosures?status=received');
    const one = disclosures[0]?.disclosure;
    expect(one).toBeDefined();
    const stranger = await colleague(stack, 'recipient', 'BC-VPD');
    await expect(stranger.get(`/v1/outbox/${one?.disclosureId}`)).rejects.toThrow();
    for (const file of ['package.json', 'package.zip.jwe']) {
      const path = `/v1/outbox/${one?.disclosureId}/${file}`;
      await expect(stranger.fetch(path)).rejects.toThrow('404');
    }
  });

  test('when recipients open what was sent, then it is as it was signed, and made anew the same', async () => {
    const verified = await verifyCollected(stack, collected, join(out, 'keys'));
    expect(verified.unchanged).toBe(collected.length);
    expect(await moneytrail('package', 'verify', ...verified.command)).toMatchObject({
      code: 0,
      out: expect.stringMatching(/nothing was changed/),
    });
    const data = join(directory, 'data');
    for (const { disclosureId } of collected) {
      expect(await moneytrail('package', 'rebuild', disclosureId, '--data', data)).toMatchObject({
        code: 0,
        out: expect.stringMatching(/bit for bit what was sent/),
      });
    }
  });

  test('when everything is done, then no message is left with the dead letters', async () => {
    // What was read just now is still being told to the audit log.
    await stack.idle();
    for (const { waiting, inFlight } of await stack.queues())
      expect([waiting, inFlight]).toEqual([0, 0]);
  });

  test('when the logs are read, then no name, memo or e-mail of a report is in them', () => {
    const logs = join(directory, 'data', 'logs');
    const personal = /EXAMPLE|SAMPLE|@example|555-01/i;
    for (const file of readdirSync(logs)) {
      expect(readFileSync(join(logs, file), 'utf8')).not.toMatch(personal);
    }
  });
});
