import { type ExitCode, exitCodes } from './exit-codes.ts';
import { describeProblem, Failure } from './failure.ts';

/** How many records of each kind; the names are the API's. */
export type Counts = Partial<
  Record<
    | 'submitted'
    | 'accepted'
    | 'acceptedWithWarnings'
    | 'duplicates'
    | 'conflicting'
    | 'superseded'
    | 'rejected'
    | 'pending',
    number
  >
>;

/** A batch as the API shows it, as far as the commands read it. */
export type BatchView = {
  batchId: string;
  batchReference?: string;
  status: string;
  counts: Counts;
  problem?: { title?: unknown; detail?: unknown; code?: unknown };
};

/** @throws Failure when the answer is not a batch. */
export function readBatchView(answer: unknown): BatchView {
  const view = (answer ?? {}) as Partial<BatchView>;
  if (typeof view.batchId !== 'string' || typeof view.status !== 'string') {
    throw new Failure(exitCodes.refused, 'The API did not answer with a batch');
  }
  return { ...view, batchId: view.batchId, status: view.status, counts: view.counts ?? {} };
}

/** Nothing more will happen to it, or not before somebody has looked after it. */
export const isSettled = ({ status }: BatchView): boolean =>
  ['completed', 'rejected', 'failed', 'stalled', 'expired'].includes(status);

export function exitCodeOf({ status, counts }: BatchView): ExitCode {
  if (['rejected', 'failed', 'stalled', 'expired'].includes(status)) return exitCodes.refused;
  const notTaken = (counts.rejected ?? 0) + (counts.conflicting ?? 0);
  return notTaken > 0 ? exitCodes.someRejected : exitCodes.done;
}

/** How many records it holds, and how many of them have a receipt. */
export function progressOf({ counts }: BatchView): { done: number; total: number } {
  const { submitted: total = 0, pending = 0 } = counts;
  return { done: Math.max(total - pending, 0), total };
}

const words = {
  accepted: 'accepted',
  acceptedWithWarnings: 'accepted with warnings',
  duplicates: 'duplicate',
  conflicting: 'conflicting',
  superseded: 'superseded',
  rejected: 'rejected',
  pending: 'not looked at yet',
} satisfies Partial<Record<keyof Counts, string>>;

const nameOf: Record<string, keyof Counts> = {
  accepted: 'accepted',
  'accepted-with-warnings': 'acceptedWithWarnings',
  duplicate: 'duplicates',
  'conflicting-duplicate': 'conflicting',
  superseded: 'superseded',
  rejected: 'rejected',
};

/** Counts receipts by their verdict as they come. */
export function countVerdicts() {
  const counted: Counts = { submitted: 0 };
  const add = (verdict: string): void => {
    const name = nameOf[verdict];
    for (const one of name ? ([name, 'submitted'] as const) : (['submitted'] as const)) {
      counted[one] = (counted[one] ?? 0) + 1;
    }
  };
  return { counted, add };
}

const stalledWords =
  'Its processing failed several times and waits for whoever runs Moneytrail. Nothing of it is lost: do not send it again.';

/** "120 accepted, 2 duplicate (122 in all)"; empty when there is nothing to count. */
export function describeCounts(counts: Counts): string {
  const counted = Object.entries(words).flatMap(([name, word]) => {
    const count = counts[name as keyof typeof words] ?? 0;
    return count > 0 ? [`${count} ${word}`] : [];
  });
  return counted.length > 0 ? `${counted.join(', ')} (${counts.submitted ?? 0} in all)` : '';
}

/** "0192… completed: 120 accepted, 2 duplicate (122 in all)". */
export function describeBatch(batch: BatchView): string {
  const counted = describeCounts(batch.counts);
  const summary = counted === '' ? '' : `: ${counted}`;
  const problem = batch.problem ? `\n${describeProblem(batch.problem)}` : '';
  const stalled = batch.status === 'stalled' ? `\n${stalledWords}` : '';
  return `${batch.batchId} ${batch.status}${summary}${problem}${stalled}`;
}
