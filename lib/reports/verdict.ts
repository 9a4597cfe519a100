import type { BatchId, LedgerKey } from '../identifiers.ts';
import type { Outcome, RegisteredReport, ReportLocation } from './register.ts';
import type { Report } from './report.ts';

/** A valid record: one version of a report that asks to be the live one. */
export type Version = {
  /** In its batch, from 0. */
  position: number;
  revision: string;
  digest: string;
  action: Report['action'];
  /** The ledgers that it speaks to. */
  touches: readonly LedgerKey[];
  location?: ReportLocation;
};

/** The block of a batch that the versions come from. */
export type BlockOfBatch = { acceptedAs: BatchId; first: number };

export type Settled = {
  outcomes: Map<number, Outcome>;
  /** What to write; undefined when nothing changes. */
  next?: RegisteredReport;
  /** The version among those given that is now live. */
  live?: Version;
};

/**
 * Settles the versions of one report that one block holds, in the order of the batch. Which version
 * is live follows from revisions alone, so it is the same in whatever order batches are processed;
 * what the receipts say follows from what was known when they were written.
 *
 * Given again after a crash, the same block gets the outcomes it got first.
 */
export function settle(
  known: RegisteredReport | undefined,
  versions: readonly Version[],
  { acceptedAs, first }: BlockOfBatch,
): Settled {
  const decided =
    known?.decided.acceptedAs === acceptedAs && known.decided.first === first
      ? known.decided.outcomes
      : {};
  const outcomes = new Map<number, Outcome>();
  let state: State | undefined = known;
  for (const version of versions) {
    const judged = judge(state, version);
    state = judged.state;
    outcomes.set(version.position, decided[version.position] ?? judged.outcome);
  }
  const live = versions.find(({ revision }) => revision === state?.revision);
  if (!state || state === known) return { outcomes, ...(live && { live }) };
  const next = {
    ...state,
    decided: { acceptedAs, first, outcomes: { ...decided, ...Object.fromEntries(outcomes) } },
    version: (known?.version ?? 0) + 1,
  };
  return { outcomes, next, ...(live && { live }) };
}

type State = Omit<RegisteredReport, 'decided' | 'version'>;

function judge(known: State | undefined, version: Version): { outcome: Outcome; state: State } {
  const { action, digest, revision } = version;
  if (known && revision === known.revision) return { outcome: accepted(known), state: known };
  if (known && revision < known.revision) return judgeOlder(known, version);

  const repeats = digest === known?.digest;
  const state = succeed(known, version);
  return { outcome: repeats ? 'duplicate' : accepted({ ...state, action }), state };
}

/** The live version stays. A first submission is remembered: it tells later ones from conflicts. */
function judgeOlder(known: State, { action, digest }: Version): { outcome: Outcome; state: State } {
  const first = known.submittedDigest === undefined && action === 'submit';
  const state = first ? { ...known, submittedDigest: digest } : known;
  if (digest === known.digest || digest === known.submittedDigest) {
    return { outcome: 'duplicate', state };
  }
  const late = first || action !== 'submit';
  return { outcome: late ? 'superseded' : 'conflicting-duplicate', state };
}

const accepted = ({ action, submittedDigest }: State): Outcome =>
  action !== 'submit' && submittedDigest === undefined ? 'accepted-before-original' : 'accepted';

function succeed(known: State | undefined, version: Version): State {
  const { action, digest, location, revision, touches } = version;
  const submittedDigest = action === 'submit' ? digest : known?.submittedDigest;
  return {
    revision,
    digest,
    action,
    touched: [...new Set([...(known?.touched ?? []), ...touches])].sort(),
    ...(location && { location }),
    ...(submittedDigest !== undefined && { submittedDigest }),
  };
}
