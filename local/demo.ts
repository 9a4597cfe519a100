// npm run demo: from sample batches to disclosure packages, on a throw-away data directory.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import type { CaseView } from '../lib/cases/api.ts';
import { colleague } from './demo/colleague.ts';
import { type Collected, collectPackages } from './demo/collect-packages.ts';
import { submitSamples } from './demo/submit-samples.ts';
import { tellAudit } from './demo/tell-audit.ts';
import { tellCase } from './demo/tell-case.ts';
import { tellLeftAlone } from './demo/tell-left-alone.ts';
import { verifyCollected } from './demo/verify-collected.ts';
import { workCase } from './demo/work-case.ts';
import { type RunningStack, startStack } from './stack.ts';

const say = (line = '') => console.log(line);
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

  say();
  say('4. One person states the grounds, another approves');
  for (const view of cases) {
    const refusal = await workCase(stack, view);
    say(`   ${view.case.caseId}: submitted; approving her own work was refused:`);
    say(`     “${refusal}”. A second person read it and approved.`);
  }

  await stack.idle();
  say();
  say('5. Recipients collect and confirm their packages');
  const collected = await collectPackages(stack, out);
  for (const { name, recipient, files } of collected) {
    say(`   ${name} (${recipient})`);
    for (const file of files) say(`     ${relative(process.cwd(), file)}`);
  }
  await tellVerified(stack, collected);
  say();
  say('6. An auditor verifies who read and decided what');
  for (const line of await tellAudit(stack)) say(line);
  say();
  say(
    `Done in ${seconds()}. Each claim in a package names its published source and what it rests on.`,
  );
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
