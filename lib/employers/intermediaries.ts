import type { LedgerKey } from '../identifiers.ts';
import { type EmployerFacts, payIn } from './employer-facts.ts';
import type { Intermediary } from './employer-risk.ts';
import type { PaidWorker } from './paid-workers.ts';
import { totalOf } from './pay-pattern.ts';

/**
 * Whoever is paid for two others or more, and whoever gets half or more of the pay of two workers, or
 * of the only one.
 */
export function intermediariesOf(
  facts: EmployerFacts,
  workers: readonly PaidWorker[],
): Intermediary[] {
  const collectors = [...facts.collectors]
    .sort()
    .map((subject) => ({
      subject,
      part: 'collects-pay' as const,
      workers: namedIn(facts, [subject]).size,
    }))
    .filter((one) => one.workers >= 2);
  const receivers = new Map<LedgerKey, Set<LedgerKey>>();
  for (const { subject, person, pays } of workers) {
    for (const { a, b, transfers } of facts.assessments.get(subject)?.links ?? []) {
      if (a !== subject || !transfers || 2 * transfers.totalCadMinor < totalOf(pays)) continue;
      receivers.set(b, (receivers.get(b) ?? new Set()).add(person));
    }
  }
  const everybody = new Set(workers.map(({ person }) => person)).size;
  return [
    ...collectors,
    ...[...receivers]
      .filter(
        ([subject, payers]) =>
          !facts.own.includes(subject) && payers.size >= Math.min(2, everybody),
      )
      .map(([subject, payers]) => ({
        subject,
        part: 'receives-pay' as const,
        workers: payers.size,
      }))
      .sort((a, b) => (a.subject < b.subject ? -1 : 1)),
  ];
}

/** Whose pay goes to the accounts of collectors. */
export const namedIn = (facts: EmployerFacts, collectors: readonly LedgerKey[]): Set<LedgerKey> =>
  new Set(
    collectors
      .flatMap((collector) => payIn(collector, facts))
      .flatMap(({ namedBeneficiary }) => namedBeneficiary ?? []),
  );
