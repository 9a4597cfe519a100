import { canonicalJson } from '../canonical-json.ts';
import { StaleWrite } from '../errors.ts';
import type { CaseId, LedgerKey } from '../identifiers.ts';
import type { Evaluations } from '../indicators/evaluations.ts';
import type { Evaluation } from '../indicators/match.ts';
import { isNetworkIndicator } from '../indicators/neighbourhood.ts';
import type { Rulebook, Rulebooks } from '../indicators/rulebook.ts';
import { employersIn } from '../ledger/employers.ts';
import type { Ledgers } from '../ledger/ledgers.ts';
import { assess } from './assess.ts';
import { type Assessment, caseIdOf } from './assessment.ts';
import { type Bonds, bondsOf } from './bonds.ts';
import type { Assembled, Assembly } from './cases.ts';
import { type HeededDecisions, heededDecisions, linksWithoutExcluded } from './heeded-decisions.ts';
import { type KnownLedgers, knownLedgers } from './known-ledgers.ts';
import { type LinkedSubjects, linkSubjects } from './link-subjects.ts';
import { namesOf } from './neighbours.ts';
import { type GroupAssessment, packed, planAssembly, workedOnAmong } from './plan-assembly.ts';
import { readStored } from './read-stored.ts';

export type AssemblyPorts = {
  ledgers: Pick<Ledgers, 'getMany'>;
  evaluations: Pick<Evaluations, 'getMany'>;
  assembly: Pick<Assembly, 'read' | 'replace'>;
  rulebooks: Rulebooks;
  /** Sends `subject-evaluated` for each, so that they are assembled whatever happens here. */
  announce: (subjects: readonly LedgerKey[]) => Promise<void>;
  /** RFC 3339 UTC. */
  now: () => string;
  /** Waits a while, with jitter, after attempt 1, 2, … */
  pause: (attempt: number) => Promise<void>;
};

/** More rounds than any change needs that does not meet others all the time. */
const maxRounds = 24;

/**
 * Keeps the cases around one subject current: of its own group of linked subjects, and of everybody
 * who is stored together with one of them but belongs elsewhere now.
 *
 * Works in rounds. Each reads what is stored, then the facts, and writes what differs, on the
 * condition that nobody has written in between; the work is done when a round finds nothing to write.
 * So whoever wrote from older facts looks again, and the last to look has seen everything. What people
 * decided about evidence, roles and who belongs together is read with their cases and always heeded.
 *
 * @returns every subject whose case is known to be current now, those of them that are or were in a
 *   case, and the employers that what was found about them concerns.
 * @throws StaleWrite when others kept changing the same cases; the message then comes again.
 * @see docs/decisions/005-case-identity-and-convergence.md
 */
export async function assembleCase(ports: AssemblyPorts, subject: LedgerKey): Promise<Current> {
  let around: ReadonlySet<LedgerKey> = new Set([subject]);
  for (let round = 1; round <= maxRounds; round += 1) {
    const { before, within } = await readStored(ports.assembly, around);
    const known = knownLedgers(ports.ledgers);
    const groups = await groupsOf(within, known, bondsOf(before.cases.values()));
    const met = new Set([
      ...within,
      ...groups.flatMap(({ subjects, beyond }) => [...subjects, ...beyond]),
    ]);
    around = met;
    if (met.size > within.size) continue;

    const assessments = await assessGroups(ports, groups, known, before);
    const now = ports.now();
    const writes = packed(assessments.map((assessment) => planAssembly(before, assessment, now)));
    if (writes.length === 0) return current(around, before, known);
    // A crash between two writes would forget who is still to be looked at.
    if (writes.length > 1) await ports.announce([...around].sort());
    try {
      for (const write of writes) await ports.assembly.replace(before, write);
    } catch (cause) {
      if (!(cause instanceof StaleWrite)) throw cause;
      await ports.pause(round);
    }
  }
  throw new StaleWrite(subject);
}

export type Current = {
  subjects: LedgerKey[];
  everIn: LedgerKey[];
  employers: LedgerKey[];
  /** What is stored of them, their ledgers, and the link keys that each of them uses. */
  stored: Assembled;
  ledgerOf: KnownLedgers['ledger'];
  keysOf: KnownLedgers['keysOf'];
};

function current(around: ReadonlySet<LedgerKey>, stored: Assembled, known: KnownLedgers): Current {
  const subjects = [...around].sort();
  const everIn = subjects.filter((subject) => stored.memberships.get(subject));
  const employers = subjects.flatMap((subject) => [...employersIn(known.ledger(subject))]);
  const { keysOf, ledger: ledgerOf } = known;
  return { subjects, everIn, employers: [...new Set(employers)].sort(), stored, ledgerOf, keysOf };
}

/** The groups that the subjects are in: each once, and nobody in two of them. */
async function groupsOf(
  subjects: ReadonlySet<LedgerKey>,
  known: KnownLedgers,
  bonds: Bonds,
): Promise<LinkedSubjects[]> {
  const groups: LinkedSubjects[] = [];
  const grouped = new Set<LedgerKey>();
  for (const subject of [...subjects].sort()) {
    if (grouped.has(subject)) continue;
    const group = without(grouped, await linkSubjects(subject, known, bonds));
    for (const member of group.subjects) grouped.add(member);
    groups.push(group);
  }
  return groups;
}

/**
 * The rest of a group. Ledgers are written one by one, so for a while a link can be told by one of its
 * ends alone; whoever is told of the other end then has all of them assembled again.
 */
function without(
  others: ReadonlySet<LedgerKey>,
  { subjects, links, beyond }: LinkedSubjects,
): LinkedSubjects {
  return {
    subjects: subjects.filter((one) => !others.has(one)),
    links: links.filter(({ a, b }) => !others.has(a) && !others.has(b)),
    beyond: [...beyond, ...subjects.filter((one) => others.has(one))].sort(),
  };
}

async function assessGroups(
  { evaluations, rulebooks }: AssemblyPorts,
  groups: readonly LinkedSubjects[],
  known: KnownLedgers,
  before: Assembled,
): Promise<GroupAssessment[]> {
  const rulebook = await rulebooks.active();
  if (rulebook.indicators.some(isNetworkIndicator)) await loadDetails(groups, known);
  const subjects = groups.flatMap((group) => group.subjects).sort();
  const judged = before.evaluations ?? (await evaluations.getMany(subjects));
  return Promise.all(
    groups.map((group) => assessGroup(group, { known, evaluations: judged, rulebook, before })),
  );
}

/** Who uses what the subjects use. Most of it was read to link them; addresses join nobody. */
const loadDetails = (groups: readonly LinkedSubjects[], known: KnownLedgers): Promise<void> =>
  known.load(groups.flatMap(({ subjects }) => subjects.flatMap((one) => [...known.keysOf(one)])));

type Facts = {
  known: KnownLedgers;
  evaluations: ReadonlyMap<LedgerKey, Evaluation>;
  rulebook: Rulebook;
  before: Assembled;
};

/** Once for the group's own case, and again for each other one in which people decided otherwise. */
async function assessGroup(group: LinkedSubjects, facts: Facts): Promise<GroupAssessment> {
  const { subjects } = group;
  const cases = [...facts.before.cases.values()];
  const [own = caseIdOf(subjects), ...rest] = workedOnAmong(facts.before, subjects);
  const heeding = heededDecisions(own, cases, subjects);
  const assessment = await assessHeeding(group, facts, heeding);
  const others = new Map<CaseId, Assessment>();
  for (const caseId of rest) {
    const its = heededDecisions(caseId, cases, subjects);
    const differs = canonicalJson(its.excluded) !== canonicalJson(heeding.excluded);
    const { heeds: _, ...same } = assessment;
    const heeds = its.heeds.length > 0 && { heeds: its.heeds };
    others.set(caseId, differs ? await assessHeeding(group, facts, its) : { ...same, ...heeds });
  }
  return { assessment, others };
}

const assessHeeding = (
  { subjects, links }: LinkedSubjects,
  { known, evaluations, rulebook }: Facts,
  heeding: HeededDecisions,
): Promise<Assessment> => {
  const ledgers = new Map(subjects.map((subject) => [subject, known.ledger(subject)]));
  const keys = new Set(subjects.flatMap((subject) => [...known.keysOf(subject)]));
  const around = {
    users: new Map([...keys].map((key) => [key, known.usersOf(key)])),
    namesOf: (subject: LedgerKey) => namesOf(subject, known),
  };
  const counted = linksWithoutExcluded(links, heeding.excluded, known);
  return assess(
    {
      ...{ caseId: caseIdOf(subjects), subjects, links: counted },
      ...{ ledgers, evaluations, around, heeding },
    },
    rulebook,
  );
};
