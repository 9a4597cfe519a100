// npm run demo: from sample batches to disclosure packages, on a throw-away data directory.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import type { CaseView } from '../lib/cases/api.ts';
import { amendPackages } from './demo/amend-packages.ts';
import { colleague } from './demo/colleague.ts';
import { type Collected, collectPackages } from './demo/collect-packages.ts';
import { fetchAmendment } from './demo/fetch-amendment.ts';
import { fileInformation } from './demo/file-information.ts';
import { firstReportOn, type ReportOnClient } from './demo/first-report-on.ts';
import { giveFeedback } from './demo/give-feedback.ts';
import { submitSamples } from './demo/submit-samples.ts';
import { tellAudit } from './demo/tell-audit.ts';
import { tellCase } from './demo/tell-case.ts';
import { tellFigures } from './demo/tell-figures.ts';
import { tellLeftAlone } from './demo/tell-left-alone.ts';
import { verifyCollected } from './demo/verify-collected.ts';
import { withdrawReport } from './demo/withdraw-report.ts';
import { workCase } from './demo/work-case.ts';
import { wrap } from './demo/wrap.ts';
import { type RunningStack, startStack } from './stack.ts';

const say = (line = '') => console.log(line);
/** Clients of two stories: who collects along the highway, and who sends money in the evening. */
const collector = 'LS-10001';
const remitter = 'LS-10009';
/** Who investigates the former. The facts alone would send that case there too. */
const police = 'ON-OPP';
const out = join(import.meta.dirname, '..', 'out');
const started = performance.now();
const seconds = () => `${((performance.now() - started) / 1000).toFixed(0)} s`;

const dataDirectory = mkdtempSync(join(tmpdir(), 'moneytrail-demo-'));
try {
  say('Moneytrail, on synthetic data: every person and business below is invented.');
  say();
  const stack = await startStack({
    dataDirectory,
    onSynthesis: () => say('Reading the infrastructure (some seconds, once a change) …'),
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void stack.stop().finally(() => process.exit(130)));
  }
  try {
    await demonstrate(stack);
  } finally {
    await stack.stop();
  }
} finally {
  rmSync(dataDirectory, { recursive: true, force: true });
}

async function demonstrate(stack: RunningStack): Promise<void> {
  const cases = await findCases(stack);

  say();
  say('4. A police service tells whom it investigates, and is told nothing');
  const { client } = firstReportOn(collector);
  for (const line of await fileInformation(stack, { agency: police, client, cases })) say(line);

  const collected = await decideAndCollect(stack, cases);
  const asked = collected.find(({ recipient }) => recipient === police);

  say();
  say('7. The service that asked gives feedback');
  if (!asked) throw new Error(`${police} collected nothing`);
  for (const line of await giveFeedback(stack, asked)) say(line);

  say();
  say(`8. A report behind packages that have left is withdrawn (${seconds()})`);
  await tellAmended(stack, firstReportOn(remitter));

  say();
  say('9. An auditor verifies who read and decided what, and reads the figures of the year');
  for (const line of await tellAudit(stack)) say(line);
  for (const line of await tellFigures(stack)) say(line);
  say();
  say(
    `Done in ${seconds()}. Each claim in a package names its published source and what it rests on.`,
  );
}

async function findCases(stack: RunningStack): Promise<CaseView[]> {
  say(`1. Two reporting entities submit their batches (${seconds()})`);
  const batches = await submitSamples(stack, say);
  const records = batches.reduce((sum, { counts }) => sum + counts.submitted, 0);
  say(`   ${records} records, each with a receipt.`);

  say();
  say('2. Subjects are judged and linked; what passes a gate becomes a case');
  await stack.idle();
  const analyst = await colleague(stack, 'analyst');
  const cases = await openCases(analyst);
  for (const view of cases) {
    say();
    for (const line of tellCase(view)) say(line);
  }

  say();
  say(`3. Left alone, and why (${seconds()})`);
  for (const line of await tellLeftAlone(analyst)) say(line);
  return cases;
}

async function decideAndCollect(
  stack: RunningStack,
  cases: readonly CaseView[],
): Promise<Collected[]> {
  say();
  say(`5. One person states the grounds, another approves (${seconds()})`);
  for (const view of cases) {
    const refusal = await workCase(stack, view);
    say(`   ${view.case.caseId}: submitted; approving her own work was refused:`);
    say(`     “${refusal}”. A second person read it and approved.`);
  }

  await stack.idle();
  say();
  say('6. Recipients collect and confirm their packages');
  const collected = await collectPackages(stack, out);
  for (const { name, recipient, files } of collected) {
    say(`   ${name} (${recipient})`);
    for (const file of files) say(`     ${relative(process.cwd(), file)}`);
  }
  await tellVerified(stack, collected);
  return collected;
}

async function openCases(analyst: Awaited<ReturnType<typeof colleague>>): Promise<CaseView[]> {
  const { cases } = await analyst.get<{ cases: { links: { self: string } }[] }>(
    '/v1/cases?status=open&limit=50',
  );
  return Promise.all(cases.map(({ links }) => analyst.get<CaseView>(links.self)));
}

async function tellVerified(stack: RunningStack, collected: readonly Collected[]): Promise<void> {
  const keys = join(out, 'demonstration-keys');
  const { unchanged, command } = await verifyCollected(stack, collected, keys);
  if (unchanged === 0) return;
  const words = command.map((word) =>
    word.startsWith('--') ? word : relative(process.cwd(), word),
  );
  say();
  say(`   ${unchanged} encrypted packages opened with their recipients’ keys and verified: each`);
  say('   byte is as it was signed. Try it, and change a byte:');
  say(`     npx moneytrail package verify ${words.join(' ')}`);
}

async function tellAmended(stack: RunningStack, report: ReportOnClient): Promise<void> {
  await withdrawReport(stack, report);
  const amended = await amendPackages(stack);
  const words = `${report.reference} was sent in error, its reporting entity says. Packages that rest on it and are now marked as due for amendment: ${amended.length}. Not a byte of them changes. Whoever holds the case submits an amendment of each, a second person approves it, and it leaves. The outbox tells the recipient that the first was amended; the amendment says:`;
  for (const line of wrap(words, '   ')) say(line);
  for (const one of amended) {
    const { recipient, words, pdf } = await fetchAmendment(stack, one, out);
    say(`   ${recipient}`);
    for (const word of words) for (const line of wrap(word, '     - ')) say(line);
    say(`     ${relative(process.cwd(), pdf)}`);
  }
}
