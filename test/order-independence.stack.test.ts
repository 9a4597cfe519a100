import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ledgersChangedSchema } from '../events/messages.ts';
import { assemblyRepository } from '../lib/aws/assembly-repository.ts';
import { caseRepository } from '../lib/aws/case-repository.ts';
import { employerRepository } from '../lib/aws/employer-repository.ts';
import { evaluationRepository } from '../lib/aws/evaluation-repository.ts';
import { ledgerKeyOf } from '../lib/aws/keys.ts';
import { assembleCase } from '../lib/cases/assemble-case.ts';
import { assessmentDigest, outcomes } from '../lib/cases/assessment.ts';
import { nothingToAssemble } from '../lib/cases/nothing-to-assemble.ts';
import { updateEmployer } from '../lib/employers/update-employer.ts';
import type { LedgerKey } from '../lib/identifiers.ts';
import { evaluateSubjects } from '../lib/indicators/evaluate-subjects.ts';
import { rulebookFiles } from '../lib/indicators/rulebook-files.ts';
import { warmJudges } from '../lib/indicators/warm-judges.ts';
import { sampleBatches } from '../local/samples.ts';
import { createTestTable } from './support/aws.ts';
import { intakeClient } from './support/intake-client.ts';
import { stackIntake } from './support/stack-intake.ts';

/*
 * Two people who are exploited, two workers of one employer, a band on tour, and three ordinary
 * clients, with a correction and a withdrawal among their reports. However these records are shuffled, split into batches and repeated,
 * and in whatever order what follows is done, the same is found.
 */

const clients = [
  'NB-10002',
  'NB-10003',
  'NB-10005',
  'NB-10006',
  'NB-10010',
  'NB-10055',
  'NB-10084',
  'NB-10085',
];

type SentReport = { reference: string; parties?: { clientNumber?: string }[] };

const all = sampleBatches()
  .filter(({ file }) => file.startsWith('northbank'))
  .flatMap(({ file, body }): SentReport[] =>
    file.endsWith('.json')
      ? JSON.parse(body).reports
      : body
          .trim()
          .split('\n')
          .slice(1)
          .map((line) => JSON.parse(line)),
  );
const references = new Set(
  all
    .filter(({ parties = [] }) =>
      parties.some(({ clientNumber = '' }) => clients.includes(clientNumber)),
    )
    .map(({ reference }) => reference),
);
const records = all.filter(({ reference }) => references.has(reference));

/** Which records, by their place, go into which batch, and in what order the rest is done. */
type Arrangement = { batches: number[][]; turns: number[] };

const inOrder: Arrangement = { batches: [[...records.keys()]], turns: [0] };

const arrangements: fc.Arbitrary<Arrangement> = fc
  .record({
    order: fc.shuffledSubarray([...records.keys()], { minLength: records.length }),
    repeats: fc.array(fc.nat({ max: records.length - 1 }), { maxLength: 8 }),
    cuts: fc.array(fc.nat({ max: records.length }), { maxLength: 3 }),
    turns: fc.array(fc.nat(), { minLength: 1, maxLength: 12 }),
  })
  .map(({ order, repeats, cuts, turns }) => {
    const sent = [...order, ...repeats];
    const edges = [0, ...cuts.sort((a, b) => a - b), sent.length];
    const batches = edges.slice(1).map((end, index) => sent.slice(edges[index], end));
    return { batches: batches.filter((batch) => batch.length > 0), turns };
  });

async function find({ batches, turns }: Arrangement) {
  const stack = await stackIntake();
  const table = await createTestTable('cases');
  const client = intakeClient(stack);
  const store = { client: stack.client, table };
  const evaluations = evaluationRepository(store);
  const cases = caseRepository(store);
  const employers = employerRepository(store);
  const rulebooks = rulebookFiles('rules');
  const waiting: LedgerKey[] = [];
  const announced: LedgerKey[] = [];
  const base = { ledgers: stack.ports.ledgers, evaluations, rulebooks, pause: async () => {} };
  const evaluate = (keys: LedgerKey[]) =>
    evaluateSubjects(
      {
        ...base,
        judges: warmJudges({ mostEntries: 1000 }),
        nothingToAssemble: nothingToAssemble({ ...base, assembly: assemblyRepository(store) }),
        announce: async (given) => void announced.push(...given.map((one) => one.subject)),
      },
      keys,
    );
  const assembly = {
    ...base,
    employers,
    assembly: assemblyRepository(store),
    announce: async (subjects: readonly LedgerKey[]) => void announced.push(...subjects),
    now: () => '2026-11-20T12:00:00Z',
  };
  const assemble = async (key: LedgerKey) => {
    const touched = key.startsWith('employer:')
      ? [key]
      : (await assembleCase(assembly, key)).employers;
    for (const employer of touched) await updateEmployer(assembly, employer);
  };
  let turn = 0;
  const next = () => turns[turn++ % turns.length] ?? 0;

  for (const [index, batch] of batches.entries()) {
    await client.submit(
      batch.map((place) => records[place]),
      `BATCH-${index}`,
    );
    expect(await client.deliver()).toEqual([]);
    for (const { body } of await stack.sent.evaluation()) {
      waiting.push(...ledgersChangedSchema.parse(JSON.parse(body)).keys);
    }
    // Some of what follows is done now, some only after later batches.
    if (next() % 2 === 0) await evaluate(take(waiting, next()));
    if (next() % 2 === 0) for (const subject of take(announced, next())) await assemble(subject);
  }
  while (waiting.length > 0) await evaluate(take(waiting, next()));
  while (announced.length > 0) {
    for (const subject of new Set(take(announced, next()))) await assemble(subject);
  }
  return foundIn({ cases, employers, evaluations, subjects: await subjectsOf(stack) });
}

/** Takes a piece out of a list, from a place that the turn decides. */
function take<T>(list: T[], turn: number): T[] {
  const start = list.length === 0 ? 0 : turn % list.length;
  return list.splice(start, Math.max(1, Math.ceil(list.length / 2)));
}

async function subjectsOf(stack: Awaited<ReturnType<typeof stackIntake>>): Promise<LedgerKey[]> {
  const items = await stack.items(stack.tables.ledger);
  const keys = items.map(ledgerKeyOf);
  return [...new Set(keys.filter((key) => key.startsWith('party:')))].sort();
}

async function foundIn({
  cases,
  employers,
  evaluations,
  subjects,
}: {
  cases: ReturnType<typeof caseRepository>;
  employers: ReturnType<typeof employerRepository>;
  evaluations: ReturnType<typeof evaluationRepository>;
  subjects: LedgerKey[];
}) {
  const judged = await evaluations.getMany(subjects);
  const pages = await Promise.all(
    outcomes.map((outcome) => cases.listAssessments({ outcome, limit: 50 })),
  );
  const open = await cases.list({ status: 'open', limit: 50 });
  return {
    matches: subjects.map((subject) => {
      const { matches = [], explanations = [], notEvaluable = [] } = judged.get(subject) ?? {};
      return { subject, matches, explanations, notEvaluable };
    }),
    assessments: pages
      .flatMap(({ items }) => items)
      .map((assessment) => [assessment.caseId, assessmentDigest(assessment)])
      .sort(),
    employers: (await employers.list({ limit: 50 })).items,
    cases: open.items.map(({ caseId, typology, outcome }) => [caseId, typology, outcome]).sort(),
  };
}

test('for any shuffling, splitting and repeating of the records, the same is found', async () => {
  const expected = await find(inOrder);
  expect(expected.cases.length).toBeGreaterThan(0);
  expect(expected.employers.map(({ workersAffected }) => workersAffected)).toEqual([2]);
  expect(expected.matches.some(({ matches }) => matches.length > 10)).toBe(true);
  await fc.assert(
    fc.asyncProperty(arrangements, async (arrangement) => {
      expect(await find(arrangement)).toEqual(expected);
    }),
    { numRuns: 8, endOnFailure: true },
  );
}, 180_000);
