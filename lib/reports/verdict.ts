import type { LedgerKey } from '../identifiers.ts';
import type { Outcome, RegisteredReport, ReportLocation } from './register.ts';
import type { Report } from './report.ts';

/** A valid record: one version of a report that asks to be the live one. */
export type Version = {
  /** In its batch, from 0. */
  position: number;
  revision: string;
  digest: string;
  action: Report['action'];
  /** The subjects that it speaks of. */
  touches: readonly LedgerKey[];
  location?: ReportLocation;
};

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
 * Given again after a crash, a version gets the outcome it got when it was written down.
 */
export function settle(known: RegisteredReport | undefined, versions: readonly Version[]): Settled {
  const { state, told } = judgeAll(known, versions);
  const decided = known?.decided ?? {};
  const outcomes = new Map(
    versions.map(({ position, revision }) => [
      position,
      decided[revision] ?? (told.get(position) as Outcome),
    ]),
  );
  const live = versions.find(({ revision }) => revision === state?.revision);
  if (!state || state === known) return { outcomes, ...(live && { live }) };

  const { decided: _, ...rest } = state;
  const remembered = notDecidedSoAgain(known, state, versions, outcomes);
  const next = {
    ...rest,
    ...(remembered.length > 0 && { decided: Object.fromEntries(remembered) }),
    version: (known?.version ?? 0) + 1,
  };
  return { outcomes, next, ...(live && { live }) };
}

/** Of everything decided so far, by revision, what the new state would not tell again. */
function notDecidedSoAgain(
  known: RegisteredReport | undefined,
  state: State,
  versions: readonly Version[],
  outcomes: ReadonlyMap<number, Outcome>,
): [string, Outcome][] {
  const again = judgeAll(state, versions).told;
  const own = versions
    .filter(({ position }) => again.get(position) !== outcomes.get(position))
    .map(({ position, revision }): [string, Outcome] => [
      revision,
      outcomes.get(position) as Outcome,
    ]);
  if (!known) return own;
  // What was live until now was told so; that it was is not to be seen any more.
  const before = { [known.revision]: accepted(known), ...known.decided };
  const isReplaced = known.revision !== state.revision;
  return [...Object.entries(isReplaced ? before : (known.decided ?? {})), ...own];
}

function judgeAll(known: State | undefined, versions: readonly Version[]) {
  const told = new Map<number, Outcome>();
  let state = known;
  for (const version of versions) {
    const judged = judge(state, version);
    state = judged.state;
    told.set(version.position, judged.outcome);
  }
  return { state, told };
}

type State = Omit<RegisteredReport, 'version'>;

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
  if (digest === known.digest) return { outcome: 'duplicate', state };
  if (digest === known.submittedDigest) return { outcome: repeatedIn(known), state };
  const late = first || action !== 'submit';
  return { outcome: late ? 'superseded' : 'conflicting-duplicate', state };
}

/** What was submitted first is known, but it is not what counts. */
const repeatedIn = ({ action }: State): Outcome =>
  action === 'delete' ? 'duplicate-of-withdrawn' : 'duplicate-of-replaced';

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
