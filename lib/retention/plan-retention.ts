import type { DisclosureId, LedgerKey } from '../identifiers.ts';
import { compareText } from '../ledger/compare-instants.ts';
import { contributionName } from '../ledger/ledger.ts';
import { clocksOf, hasCome } from './clocks.ts';
import { holds, type LegalHold, type ResolvedHold } from './legal-hold.ts';

/** A report whose content the bytes of a batch hold, in one version or several. */
export type HeldReport = {
  reference: string;
  /** Every subject that a version of it in this batch speaks of. */
  touches: readonly LedgerKey[];
  /** Whether the version that counts is of this batch. */
  live: boolean;
};

/** A batch, and what its bytes hold. */
export type BatchToPlan = {
  entity: string;
  batchId: string;
  /** RFC 3339 UTC. */
  receivedAt: string;
  /** Whether each record has its receipt: before that nothing goes. */
  finished: boolean;
  /** How many refused records its bytes still hold. */
  refused: number;
  /** Known only once identifiers may go: before, all of them stay. */
  reports: readonly HeldReport[];
  /** How many reports it holds, where `reports` is not known. */
  count?: number;
  /** The names of the objects with its bytes and its accepted reports. */
  objects: readonly string[];
};

/** By entity and reference. */
type Names = ReadonlySet<string>;

export type RetentionQuestion = {
  /** The moment asked about, RFC 3339. */
  asOf: string;
  batches: readonly BatchToPlan[];
  /** Reports that stand in a package which two people let leave. */
  disclosed: Names;
  /** Reports that stand in a package which waits for its second person. */
  pending: Names;
  /** Those in force at that moment, or now if that is later. */
  holds: readonly ResolvedHold[];
};

const whys = [
  'unfinished',
  'within-10-years',
  'within-15-years',
  'disclosed',
  'disclosure-pending',
  'legal-hold',
] as const;
export type Why = (typeof whys)[number];

type Stay = {
  why: Why;
  /** RFC 3339 UTC; absent where there is no end to it, or nobody can know it. */
  until?: string;
  reports: number;
  /** Named where it is not age alone that keeps them. */
  references?: string[];
  /** The holds that hold some of them. */
  holds?: string[];
};

export type BatchPlan = {
  entity: string;
  batchId: string;
  receivedAt: string;
  retainUntil: string;
  purgeIdentifiersAt: string;
  stays: Stay[];
  goes: {
    /** Whose identifiers are destroyed. */
    references: string[];
    /** How many refused records. */
    refused: number;
    /** Objects that are removed; of some a copy is written first, without what goes. */
    objects: string[];
    /** Of how many ledgers of subjects contributions are replaced by empty ones. */
    ledgers: number;
    /** How many entries of the register from then on tell of a withdrawn report. */
    registerEntries: number;
  };
};

export type RetentionPlan = {
  asOf: string;
  batches: BatchPlan[];
  /** Packages that no disclosure names, and that go; absent where only batches were asked about. */
  unnamedPackages?: DisclosureId[];
};

/**
 * What stays, why and until when, and what goes. A function of what is asked: the order of batches,
 * reports and holds makes no difference.
 *
 * Identifiers go when fifteen years have passed since the report was received, unless it was disclosed,
 * is about to be, or is held. What was refused at the door goes earlier, unless it is held.
 *
 * @see PCMLTFA s. 54(1)(d), (e) and (2)
 */
export const planRetention = (question: RetentionQuestion): RetentionPlan => ({
  asOf: question.asOf,
  batches: inOrder(question.batches.map((batch) => planBatch(batch, question))),
});

/** By entity, and of each the oldest first. */
export const inOrder = (batches: readonly BatchPlan[]): BatchPlan[] =>
  [...batches].sort((a, b) => compareText(`${a.entity}/${a.batchId}`, `${b.entity}/${b.batchId}`));

/** Whether anything of a batch goes. */
export const hasDue = ({ goes }: BatchPlan): boolean =>
  goes.references.length > 0 || goes.refused > 0;

function planBatch(batch: BatchToPlan, question: RetentionQuestion): BatchPlan {
  const { entity, batchId, receivedAt } = batch;
  const { retainUntil, purgeIdentifiersAt } = clocksOf(receivedAt);
  const judged = judgeReports(batch, question);
  const going = judged.flatMap(({ report, why }) => (why === undefined ? [report] : []));
  const refused = refusedThatGo(batch, question);
  const subjects = new Set(going.flatMap(({ touches }) => touches));
  return {
    entity,
    batchId,
    receivedAt,
    retainUntil,
    purgeIdentifiersAt,
    stays: staysOf(batch, judged, question.asOf),
    goes: {
      references: going.map(({ reference }) => reference).sort(compareText),
      refused,
      objects: going.length + refused > 0 ? [...batch.objects].sort(compareText) : [],
      ledgers: subjects.size,
      registerEntries: going.filter(({ live }) => live).length,
    },
  };
}

type Judged = { report: HeldReport; why: Why | undefined; heldBy: LegalHold[] };

function judgeReports(batch: BatchToPlan, question: RetentionQuestion): Judged[] {
  return batch.reports.map((report) => {
    const name = contributionName({ entity: batch.entity, reference: report.reference });
    const heldBy = question.holds
      .filter((one) => holds(one, { ...batch, name }))
      .map(({ hold }) => hold);
    return { report, heldBy, why: whyItStays(batch, { name, held: heldBy.length > 0 }, question) };
  });
}

/** Undefined when it goes. */
function whyItStays(
  { receivedAt, finished }: BatchToPlan,
  { name, held }: { name: string; held: boolean },
  { asOf, disclosed, pending }: RetentionQuestion,
): Why | undefined {
  const { retainUntil, purgeIdentifiersAt } = clocksOf(receivedAt);
  if (!finished) return 'unfinished';
  if (disclosed.has(name)) return 'disclosed';
  if (held) return 'legal-hold';
  if (pending.has(name)) return 'disclosure-pending';
  if (!hasCome(retainUntil, asOf)) return 'within-10-years';
  if (!hasCome(purgeIdentifiersAt, asOf)) return 'within-15-years';
  return undefined;
}

function refusedThatGo(batch: BatchToPlan, { asOf, holds: inForce }: RetentionQuestion): number {
  const isDue = batch.finished && hasCome(clocksOf(batch.receivedAt).refusedGoAt, asOf);
  const { entity, batchId } = batch;
  const isHeld = inForce.some((one) => holds(one, { entity, batchId }));
  return isDue && !isHeld ? batch.refused : 0;
}

function staysOf(batch: BatchToPlan, judged: readonly Judged[], asOf: string): Stay[] {
  const groups = Map.groupBy(judged, ({ why }) => why);
  const known = whys.flatMap((why): Stay[] => {
    const group = groups.get(why);
    if (!group) return [];
    const heldBy = group.flatMap((one) => one.heldBy);
    const references = group.map(({ report }) => report.reference).sort(compareText);
    return [
      {
        why,
        ...untilOf(why, batch),
        reports: group.length,
        ...(isNamed(why) && { references }),
        ...(why === 'legal-hold' && holdsOf(heldBy)),
      },
    ];
  });
  const { count = 0 } = batch;
  if (batch.reports.length > 0 || count === 0) return known;
  const why = whyItStays(batch, { name: '', held: false }, { asOf, ...noNames });
  return why === undefined ? [] : [{ why, ...untilOf(why, batch), reports: count }];
}

/** Until the last of them ends, where each of them does. */
function holdsOf(heldBy: readonly LegalHold[]): Pick<Stay, 'holds' | 'until'> {
  const ends = heldBy.flatMap(({ until }) => until ?? []).map((until) => Date.parse(until));
  const isEnding = ends.length > 0 && ends.length === heldBy.length;
  return {
    holds: [...new Set(heldBy.map(({ holdId }) => holdId))].sort(compareText),
    ...(isEnding && { until: new Date(ends.reduce((a, b) => Math.max(a, b))).toISOString() }),
  };
}

const noNames = {
  batches: [],
  holds: [],
  disclosed: new Set<string>(),
  pending: new Set<string>(),
};

const isNamed = (why: Why): boolean =>
  why === 'disclosed' || why === 'legal-hold' || why === 'disclosure-pending';

function untilOf(why: Why, { receivedAt }: BatchToPlan): { until?: string } {
  const { retainUntil, purgeIdentifiersAt } = clocksOf(receivedAt);
  if (why === 'within-10-years') return { until: retainUntil };
  return why === 'within-15-years' ? { until: purgeIdentifiersAt } : {};
}
