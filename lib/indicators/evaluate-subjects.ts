import { isDeepStrictEqual } from 'node:util';
import { concurrently } from '../concurrently.ts';
import { StaleWrite } from '../errors.ts';
import { digest, type LedgerKey } from '../identifiers.ts';
import { compareInstants, compareText } from '../ledger/compare-instants.ts';
import { employersIn } from '../ledger/employers.ts';
import { emptyLedger, type Ledger } from '../ledger/ledger.ts';
import type { Ledgers } from '../ledger/ledgers.ts';
import { diffEvaluations } from './diff-evaluations.ts';
import type { Evaluations, Standing } from './evaluations.ts';
import type { Evaluation } from './match.ts';
import { mostUsers } from './neighbourhood.ts';
import type { Rulebook, Rulebooks } from './rulebook.ts';
import type { Judges } from './warm-judges.ts';

/**
 * A subject whose case must be assembled again, or an employer that must be assessed again, and a name
 * for why: equal for equal reasons.
 */
export type Evaluated = { subject: LedgerKey; reason: string };

/** A subject, and what the rulebook says of its ledger. */
export type Judged = {
  ledger: Ledger;
  evaluation: Evaluation;
  /**
   * Whether it is in a case or ever was, where that was read with the evaluation that still stands. Who
   * wrote a new one must ask afterwards: a case may have been opened meanwhile by what stood before.
   */
  everInCase?: boolean | undefined;
};

export type Ports = {
  ledgers: Pick<Ledgers, 'get' | 'getMany' | 'version'>;
  evaluations: Pick<Evaluations, 'get' | 'standing' | 'replace'>;
  rulebooks: Rulebooks;
  judges: Judges;
  /** Those of the subjects whose cases, as far as they have any, cannot have changed. */
  nothingToAssemble: (judged: readonly Judged[], rulebook: Rulebook) => Promise<Set<LedgerKey>>;
  /** Sends `subject-evaluated` for each. */
  announce: (evaluated: readonly Evaluated[]) => Promise<void>;
  /** Waits a while, with jitter, after attempt 1, 2, … */
  pause: (attempt: number) => Promise<void>;
};

const attempts = 8;

/**
 * Of a link key shared by more subjects than this only so many are looked at again: those it has had
 * longest. What so many share joins nobody and counts for nobody, so it is enough that those see it
 * for whom it counted before it became so common; the other half leaves room for as many newcomers,
 * some of whom may be told of before them.
 */
const hubLimit = 2 * mostUsers;

/**
 * Judges the subjects whose ledgers changed and announces them, and announces the members of link
 * keys that changed, and employers whose workers changed. Of subjects for whom there is nothing to
 * assemble only their employers are announced. What is announced is stored before, so that a repeated
 * call loses nothing and changes nothing.
 *
 * @throws the first failure, after everything else is done: StaleWrite when others kept judging the
 *   same subject, or judge it by a newer rulebook.
 */
export async function evaluateSubjects(ports: Ports, keys: readonly LedgerKey[]): Promise<void> {
  const once = [...new Set(keys)].sort();
  const rulebook = await ports.rulebooks.active();
  const { judged, failures } = await evaluateAll(ports, once.filter(isSubject), rulebook);
  const shared = await ports.ledgers.getMany(once.filter((key) => !isSubject(key)));
  const members = [...shared.values()].flatMap((ledger) =>
    isEmployer(ledger.key) ? itself(ledger) : membersOf(ledger),
  );
  const nothing = await ports.nothingToAssemble(judged, rulebook);
  const concerned = judged.flatMap((one) => concernedBy(one, nothing));
  const announced = oncePerSubject([...concerned, ...members]);
  if (announced.length > 0) await ports.announce(announced);
  if (failures.length > 0) throw failures[0];
}

/** One subject that cannot be judged does not keep the others waiting. */
async function evaluateAll(ports: Ports, subjects: readonly LedgerKey[], rulebook: Rulebook) {
  // What is stored is read first: whatever was judged meanwhile was judged from a ledger not older.
  const stored = await ports.evaluations.standing(subjects);
  const ledgers = await ports.ledgers.getMany(subjects);
  const judged: (Judged & { reason: string })[] = [];
  const failures: unknown[] = [];
  await concurrently(subjects, async (subject) => {
    const first = { standing: stored.get(subject), ledger: ledgers.get(subject) };
    const [outcome] = await Promise.allSettled([evaluate(ports, subject, rulebook, first)]);
    if (outcome.status === 'fulfilled') judged.push(outcome.value);
    else failures.push(outcome.reason);
  });
  return { judged, failures };
}

/** Assembling a case goes on to the employers; where there is nothing to assemble they remain. */
function concernedBy(
  { ledger, reason }: Judged & { reason: string },
  nothing: ReadonlySet<LedgerKey>,
): Evaluated[] {
  if (!nothing.has(ledger.key)) return [{ subject: ledger.key, reason }];
  return [...employersIn(ledger)].map((employer) => ({ subject: employer, reason }));
}

/** A subject has one message however many reasons there are: assembling it once covers them all. */
function oncePerSubject(evaluated: readonly Evaluated[]): Evaluated[] {
  return [...Map.groupBy(evaluated, ({ subject }) => subject)].map(([subject, all]) => {
    const reasons = [...new Set(all.map(({ reason }) => reason))].sort();
    return { subject, reason: digest(JSON.stringify([subject, reasons])) };
  });
}

const isSubject = (key: LedgerKey): boolean => key.startsWith('party:');
const isEmployer = (key: LedgerKey): boolean => key.startsWith('employer:');

async function evaluate(
  ports: Ports,
  subject: LedgerKey,
  rulebook: Rulebook,
  { standing, ...first }: { standing: Standing | undefined; ledger: Ledger | undefined },
): Promise<Judged & { reason: string }> {
  let { ledger = emptyLedger(subject) } = first;
  let before = standing?.evaluation;
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    if (before && before.rulebook > rulebook.number) break;
    const reason = digest(JSON.stringify([subject, ledger.version, rulebook.number]));
    const everInCase = attempt === 1 ? standing?.everInCase : undefined;
    if (before && isCurrent(before, ledger, rulebook))
      return { ledger, evaluation: before, reason, everInCase };
    const next = ports.judges.judge(rulebook, ledger);
    // Most reports change nothing that is found: then there is nothing to write.
    if (before && saysTheSame(before, next))
      return { ledger, evaluation: next, reason, everInCase };
    try {
      await ports.evaluations.replace(before, next, diffEvaluations(before, next));
      // Whoever judged a newer ledger meanwhile compared it with what stood before, and may have found
      // nothing to write: whoever writes looks again.
      if ((await ports.ledgers.version(subject)) === ledger.version) {
        return { ledger, evaluation: next, reason };
      }
    } catch (cause) {
      if (!(cause instanceof StaleWrite)) throw cause;
      await ports.pause(attempt);
    }
    before = await ports.evaluations.get(subject);
    ledger = await ports.ledgers.get(subject);
  }
  throw new StaleWrite(subject);
}

const isCurrent = (
  before: { ledgerVersion: number; rulebook: number } | undefined,
  { version }: Ledger,
  { number }: Rulebook,
): boolean => before !== undefined && before.ledgerVersion >= version && before.rulebook === number;

const saysTheSame = (before: Evaluation, next: Evaluation): boolean =>
  isDeepStrictEqual({ ...before, ledgerVersion: 0 }, { ...next, ledgerVersion: 0 });

/** Whom an employer pays changes nothing for these people, but for the employer. */
const itself = ({ key, version }: Ledger): Evaluated[] => [
  { subject: key, reason: digest(JSON.stringify([key, version])) },
];

/** The subjects that use a link key, for whom it has changed. */
function membersOf({ key, version, contributions }: Ledger): Evaluated[] {
  const subjects = [...contributions.values()]
    .flatMap(({ members = [] }) => members)
    .sort((a, b) => compareInstants(a.since, b.since) || compareText(a.subject, b.subject))
    .map(({ subject }) => subject);
  return [...new Set(subjects)].slice(0, hubLimit).map((subject) => ({
    subject,
    reason: digest(JSON.stringify([subject, key, version])),
  }));
}
