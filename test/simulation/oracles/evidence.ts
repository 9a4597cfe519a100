import { plainParser } from '../../../lib/accepts-plainly.ts';
import { assessmentOf } from '../../../lib/aws/assessment-item.ts';
import { batchOf } from '../../../lib/aws/batch-item.ts';
import { evaluationOf } from '../../../lib/aws/evaluation-item.ts';
import { ledgerKeyOf } from '../../../lib/aws/keys.ts';
import type { Assessment } from '../../../lib/cases/assessment.ts';
import { type Case, caseSchema, type Decision, decisionSchema } from '../../../lib/cases/case.ts';
import type { LedgerKey } from '../../../lib/identifiers.ts';
import type { Evaluation } from '../../../lib/indicators/match.ts';
import type { Rulebook } from '../../../lib/indicators/rulebook.ts';
import type { Ledger } from '../../../lib/ledger/ledger.ts';
import type { BatchRecord } from '../../../lib/reports/batch.ts';
import type { Accepted } from '../reference/accepted-batches.ts';
import { type ReferenceModel, referenceModel } from '../reference/reference-model.ts';
import { rulebooks } from '../rulebook.ts';
import { ledgersOf } from '../world/functions.ts';
import type { Errand } from '../world/reporting-entities.ts';
import type { Actors } from '../world/run.ts';
import type { World } from '../world/world.ts';

type Item = Record<string, unknown>;

const parseCase = plainParser(caseSchema);
const parseDecision = plainParser(decisionSchema);

/** What a history left in the stores, read once for all oracles, and what it must have come to. */
export type Evidence = {
  world: World;
  actors: Actors;
  rulebook: Rulebook;
  batches: readonly BatchRecord[];
  /** Those that count, with what was sent. */
  accepted: readonly Accepted[];
  errands: readonly Errand[];
  reference: ReferenceModel;
  ledgers: ReadonlyMap<LedgerKey, Ledger>;
  evaluations: ReadonlyMap<LedgerKey, Evaluation>;
  /** The case that each subject is noted to be in. */
  memberships: ReadonlyMap<LedgerKey, string>;
  /** By case. */
  assessments: ReadonlyMap<string, Assessment>;
  cases: ReadonlyMap<string, Case>;
  decisions: readonly Decision[];
};

export async function gatherEvidence(world: World, actors: Actors): Promise<Evidence> {
  const { cloud, stores, scale } = world;
  const reports = cloud.keptItems(stores.tables.reports);
  const cases = cloud.keptItems(stores.tables.cases);
  const rulebook = rulebooks[actors.operator.hasDeployed() ? 1 : 0];
  const batches = reports.filter(({ sk }) => String(sk).startsWith('BATCH#')).map(batchOf);
  const accepted = acceptedAmong(batches, actors.entities.errands);
  const keys = cloud.keptItems(stores.tables.ledger).map(ledgerKeyOf);
  const ledgers = ledgersOf({
    clients: cloud.clientsOf('oracle'),
    stores,
    scale,
    pause: async () => {},
    newName: () => '',
    rulebook,
    routing: undefined as never,
  });
  const known = byName(cases, 'theCase', parseCase, (one) => one.caseId);
  return {
    world,
    actors,
    rulebook,
    batches,
    accepted,
    errands: actors.entities.errands,
    reference: referenceModel(accepted, rulebook, joinedIn(known.values())),
    ledgers: await ledgers.getMany([...new Set(keys)]),
    ...machineFindings(cases),
    cases: known,
    decisions: cases.flatMap(({ decision }) =>
      decision === undefined ? [] : [parseDecision(decision)],
    ),
  };
}

/** What was sent is known by the digest of its bytes; what nobody sent is undefined, and fails. */
function acceptedAmong(batches: readonly BatchRecord[], errands: readonly Errand[]): Accepted[] {
  const sentBy = new Map(errands.map(({ batch }) => [batch.digest, batch]));
  return batches.flatMap(({ batchId, acceptedAs, digest = '' }) => {
    const sent = sentBy.get(digest);
    return acceptedAs && sent ? [{ batchId, acceptedAs, sent }] : [];
  });
}

/** Whom people joined by hand, as long as that stands. */
const joinedIn = (cases: Iterable<Case>): LedgerKey[][] =>
  [...cases].flatMap(({ standing }) => (standing?.merges ?? []).map(({ subjects }) => subjects));

function machineFindings(items: readonly Item[]) {
  const evaluations = new Map<LedgerKey, Evaluation>();
  const memberships = new Map<LedgerKey, string>();
  const assessments = new Map<string, Assessment>();
  for (const item of items) {
    const { pk, sk } = item;
    const name = String(pk).slice(String(pk).indexOf('#') + 1);
    if (sk === 'EVALUATION') evaluations.set(name, evaluationOf(item));
    if (sk === 'MEMBERSHIP' && item['caseId']) memberships.set(name, String(item['caseId']));
    if (sk === 'ASSESSMENT') assessments.set(name, assessmentOf(item).assessment);
  }
  return { evaluations, memberships, assessments };
}

const byName = <T>(
  items: readonly Item[],
  attribute: string,
  parse: (value: unknown) => T,
  nameOf: (one: T) => string,
): Map<string, T> =>
  new Map(
    items.flatMap((item) => {
      if (item[attribute] === undefined) return [];
      const one = parse(item[attribute]);
      return [[nameOf(one), one] as const];
    }),
  );

/** Compares by content, whatever the order of names; undefined is as absent. */
export const same = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other) ||
  JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, inner]) => [name, sorted(inner)]));
}
