import { isMinor, observationsIn, partyFacts } from '../cases/party-facts.ts';
import { scoreCase } from '../cases/score-case.ts';
import { suppressionOf } from '../cases/suppression.ts';
import type { LedgerKey } from '../identifiers.ts';
import type { Match, NotEvaluable } from '../indicators/match.ts';
import type { Rulebook } from '../indicators/rulebook.ts';
import type { Typology } from '../indicators/typology.ts';
import { compareEntries, type Entry } from '../ledger/entry.ts';
import { entriesInOrder, type Ledger } from '../ledger/ledger.ts';
import { countedMatches } from './counted-matches.ts';
import { type EmployerFacts, findingsOf, ledgerOf } from './employer-facts.ts';
import { contactsIn, identityOf } from './employer-identity.ts';
import { type EmployerRisk, employerRiskSchema, type Intermediary } from './employer-risk.ts';
import { intermediariesOf, namedIn } from './intermediaries.ts';
import { concerns, type PaidWorker, paidWorkers, personsOf } from './paid-workers.ts';
import { payPattern, totalOf } from './pay-pattern.ts';
import { sharedPremises } from './shared-premises.ts';
import { summaryOf } from './summary.ts';

/**
 * What the typology about work says of one employer: a function of its arguments, in whatever order
 * they come. Points, gates and explanations are those of a case; which matches count is told by
 * `countedMatches`.
 *
 * @returns undefined where nothing that counts is matched: no list holds employers without a sign.
 */
export async function assessEmployer(
  facts: EmployerFacts,
  rulebook: Rulebook,
): Promise<EmployerRisk | undefined> {
  const typology = rulebook.typologies.find(({ employers }) => employers !== undefined);
  if (!typology?.employers) return undefined;
  const workers = paidWorkers(facts);
  const matchesOf = (subject: LedgerKey) =>
    findingsOf(subject, facts).matches.filter((one) => one.typologies.includes(typology.id));
  const signsOf = (worker: PaidWorker) =>
    matchesOf(worker.subject).filter((one) => concerns(one, worker));
  const { oneIsEnough } = typology.employers;
  const enough = workers
    .filter((worker) => signsOf(worker).some(({ indicator }) => oneIsEnough.includes(indicator)))
    .map(({ person }) => person);
  const intermediaries = intermediariesOf(facts, workers, new Set(enough));
  const between = new Set(intermediaries.map(({ subject }) => subject));
  const isOwn = (subject: LedgerKey) => facts.own.includes(subject);
  const counted = countedMatches(
    {
      ofWorkers: workers
        .filter(({ subject }) => !between.has(subject) && !isOwn(subject))
        .flatMap(signsOf),
      ofIntermediaries: [...between].filter((subject) => !isOwn(subject)).flatMap(matchesOf),
      ofEmployer: [...new Set(facts.own)].flatMap(matchesOf),
    },
    personsOf(facts, workers),
    typology.employers,
    rulebook.scoring,
  );
  if (counted.matches.length === 0) return undefined;
  return toldOf(facts, { typology, workers, intermediaries, ...counted }, rulebook);
}

type Judged = {
  typology: Typology;
  workers: readonly PaidWorker[];
  intermediaries: Intermediary[];
  affected: readonly LedgerKey[];
  matches: readonly Match[];
  setAside: EmployerRisk['setAside'];
};

async function toldOf(
  facts: EmployerFacts,
  judged: Judged,
  rulebook: Rulebook,
): Promise<EmployerRisk> {
  const { typology, workers, intermediaries, affected, matches, setAside } = judged;
  const own = facts.own.map((subject) => ledgerOf(subject, facts));
  const identity = identityOf(facts, workers);
  const names = new Set([...identity.keys, ...own.flatMap(contactsIn)]);
  const pattern = payPattern(workers, names, namedIn(facts, facts.collectors).size);
  const personOf = personsOf(facts, workers);
  const theCase = asCase(facts, judged, rulebook);
  const score = await scoreCase({ ...theCase, matches }, typology, rulebook);
  const looked = [...workers.map(({ subject }) => subject), ...theCase.subjects];
  const told = {
    employer: facts.employer,
    rulebook: rulebook.number,
    typology: typology.id,
    asOf: theCase.asOf,
    ...identity,
    subjects: [...facts.own].sort(),
    workers: workers.map(({ subject, pays }) => ({
      subject,
      since: pays[0]?.at ?? noEntries,
      until: pays.at(-1)?.at ?? noEntries,
      pays: pays.length,
      payCadMinor: totalOf(pays),
    })),
    workersKnown: facts.workers.known,
    affected: [...affected],
    workersAffected: new Set(affected.map(personOf)).size,
    intermediaries,
    matches: [...matches].sort(compareMatches),
    setAside,
    explanations: theCase.explanations,
    notEvaluable: missingOf(new Set(looked), { facts, typology, rulebook }),
    ...(pattern && { payPattern: pattern }),
    premises: sharedPremises(
      workers.map(({ subject, person }) => ({ person, ledger: ledgerOf(subject, facts) })),
      own,
    ),
    score,
    outcome: score.outcome,
  };
  return employerRiskSchema.parse({ ...told, summary: summaryOf(told) } satisfies EmployerRisk);
}

/** Everybody whose matches count, as if they were linked. */
function asCase(
  facts: EmployerFacts,
  { workers, intermediaries, affected, matches }: Judged,
  rulebook: Rulebook,
) {
  const between = affected.length > 0 ? intermediaries.map(({ subject }) => subject) : [];
  const subjects = [...new Set([...affected, ...between, ...facts.own])].sort();
  const ledgers = subjects.map((subject) => ledgerOf(subject, facts));
  const asOf = newestOf(ledgers)?.at ?? noEntries;
  const personOf = personsOf(facts, workers);
  return {
    subjects,
    persons: { personOf, count: new Set(subjects.map(personOf)).size },
    explanations: explaining(matches, subjects, facts, rulebook),
    minors: new Set(ledgers.filter((one) => isMinor(partyFacts(one), asOf)).map(({ key }) => key)),
    observations: observationsIn(ledgers),
    asOf,
  };
}

/** As of nothing: subjects whose every report was withdrawn. */
const noEntries = '1970-01-01T00:00:00Z';

/** The innocent explanations that speak for some match. */
function explaining(
  matches: readonly Match[],
  subjects: readonly LedgerKey[],
  facts: EmployerFacts,
  { suppressors, scoring }: Rulebook,
): EmployerRisk['explanations'] {
  const all = subjects.flatMap((subject) =>
    [...findingsOf(subject, facts).explanations]
      .map(({ suppressor, sentence, evidence }) => ({ subject, suppressor, sentence, evidence }))
      .sort((a, b) => (a.suppressor < b.suppressor ? -1 : 1)),
  );
  const suppression = suppressionOf(all, suppressors, scoring);
  const speaking = new Set(
    matches.flatMap((match) => suppression(match).by.map(({ id }) => `${match.subject} ${id}`)),
  );
  return all.filter(({ subject, suppressor }) => speaking.has(`${subject} ${suppressor}`));
}

/** Indicators of the typology that lack data, each with everything it lacks for anybody. */
function missingOf(
  subjects: ReadonlySet<LedgerKey>,
  { facts, typology, rulebook }: { facts: EmployerFacts; typology: Typology; rulebook: Rulebook },
): EmployerRisk['notEvaluable'] {
  const ids = new Set<string>(
    rulebook.indicators
      .filter(({ typologies }) => typologies.includes(typology.id))
      .map(({ id }) => id),
  );
  const lacking = [...subjects].flatMap(
    (subject): NotEvaluable[] => findingsOf(subject, facts).notEvaluable,
  );
  const byIndicator = Map.groupBy(
    lacking.filter(({ indicator }) => ids.has(indicator)),
    ({ indicator }) => indicator,
  );
  return [...byIndicator]
    .map(([indicator, same]) => ({
      indicator,
      missing: [...new Set(same.flatMap(({ missing }) => missing))].sort(),
      subjects: same.length,
    }))
    .sort((a, b) => (a.indicator < b.indicator ? -1 : 1));
}

const newestOf = (ledgers: readonly Ledger[]): Entry | undefined =>
  ledgers
    .flatMap((ledger) => entriesInOrder(ledger).at(-1) ?? [])
    .sort(compareEntries)
    .at(-1);

const compareMatches = (a: Match, b: Match): number => (orderOf(a) < orderOf(b) ? -1 : 1);
const orderOf = ({ subject, indicator, from, matchId }: Match): string =>
  JSON.stringify([subject, indicator, from, matchId]);
