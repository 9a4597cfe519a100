import { canonicalJson } from '../canonical-json.ts';
import type { Assessment } from '../cases/assessment.ts';
import type { Assembly } from '../cases/cases.ts';
import { StaleWrite } from '../errors.ts';
import type { LedgerKey } from '../identifiers.ts';
import type { Evaluations } from '../indicators/evaluations.ts';
import type { Rulebook, Rulebooks } from '../indicators/rulebook.ts';
import type { Member } from '../ledger/contribution.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Ledgers } from '../ledger/ledgers.ts';
import { assessEmployer } from './assess-employer.ts';
import type { EmployerFacts } from './employer-facts.ts';
import type { EmployerRisk } from './employer-risk.ts';
import type { Employers } from './employers.ts';

export type EmployerPorts = {
  ledgers: Pick<Ledgers, 'getMany'>;
  evaluations: Pick<Evaluations, 'getMany'>;
  assembly: Pick<Assembly, 'read'>;
  employers: Pick<Employers, 'get' | 'replace'>;
  rulebooks: Rulebooks;
  /** Waits a while, with jitter, after attempt 1, 2, … */
  pause: (attempt: number) => Promise<void>;
};

/**
 * As many workers of one employer, and as many collectors of pay, as are looked at. Beyond it those with
 * the first keys are: keys are digests, so that it is a fair choice, and the same whoever makes it.
 */
export const mostWorkers = 100;

const maxRounds = 12;

/**
 * Keeps what is known of one employer current. Works in rounds like the assembly of a case: read what
 * is stored, then the facts, write what differs on the condition that nobody wrote in between, and look
 * again until there is nothing to write. So the last to look has seen everything.
 *
 * @throws StaleWrite when others kept changing it; the message then comes again.
 */
export async function updateEmployer(ports: EmployerPorts, employer: LedgerKey): Promise<void> {
  for (let round = 1; round <= maxRounds; round += 1) {
    const stored = await ports.employers.get(employer);
    const next = await assess(ports, employer, await ports.rulebooks.active());
    if (canonicalJson(stored?.risk) === canonicalJson(next)) return;
    try {
      await ports.employers.replace(employer, stored?.version, next);
    } catch (cause) {
      if (!(cause instanceof StaleWrite)) throw cause;
      await ports.pause(round);
    }
  }
  throw new StaleWrite(employer);
}

async function assess(
  ports: EmployerPorts,
  employer: LedgerKey,
  rulebook: Rulebook,
): Promise<EmployerRisk | undefined> {
  const members = membersIn((await ports.ledgers.getMany([employer])).get(employer));
  const workers = subjectsWith(members, 'worker');
  const looked = workers.slice(0, mostWorkers);
  const collectors = subjectsWith(members, 'collector').slice(0, mostWorkers);
  const own = subjectsWith(members, 'employer');
  const near = [...new Set([...looked, ...collectors, ...own])].sort();
  const assessments = await assessmentsOf(ports, near);
  // What somebody shows counts as it stands in a case. Most employers have nobody in any.
  if (assessments.size === 0) return undefined;
  const linked = looked.flatMap((worker) => payeesOf(worker, assessments.get(worker)));
  const everybody = [...new Set([...near, ...linked.map(({ payee }) => payee)])];
  const facts: EmployerFacts = {
    employer,
    workers: { subjects: looked, known: workers.length },
    collectors,
    own,
    ledgers: await ports.ledgers.getMany(everybody),
    evaluations: await ports.evaluations.getMany(
      everybody.filter((subject) => !assessments.has(subject)),
    ),
    // A payee is assessed together with the worker who is linked to it.
    assessments: new Map([
      ...linked.map(({ payee, assessment }) => [payee, assessment] as const),
      ...assessments,
    ]),
  };
  return assessEmployer(facts, rulebook);
}

const membersIn = (ledger: Ledger | undefined): Member[] =>
  [...(ledger?.contributions.values() ?? [])].flatMap(({ members = [] }) => members);

const subjectsWith = (members: readonly Member[], as: Member['as']): LedgerKey[] =>
  [...new Set(members.filter((one) => one.as === as).map(({ subject }) => subject))].sort();

/** The assessment of the case that each subject is in, if it is in one. */
async function assessmentsOf(
  { assembly }: EmployerPorts,
  subjects: readonly LedgerKey[],
): Promise<Map<LedgerKey, Assessment>> {
  const { memberships, assessments } = await assembly.read(subjects);
  return new Map(
    subjects.flatMap((subject) => {
      const caseId = memberships.get(subject)?.caseId;
      const assessment = caseId ? assessments.get(caseId)?.assessment : undefined;
      const isIn = assessment?.subjects.some((one) => one.subject === subject);
      return assessment && isIn ? [[subject, assessment] as const] : [];
    }),
  );
}

const payeesOf = (worker: LedgerKey, assessment: Assessment | undefined) =>
  (assessment?.links ?? [])
    .filter(({ a, transfers }) => transfers && a === worker)
    .flatMap(({ b }) => (assessment ? [{ payee: b, assessment }] : []));
