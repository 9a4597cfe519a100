import type { LedgerKey } from '../identifiers.ts';
import { type EmployerFacts, payIn } from './employer-facts.ts';
import type { Intermediary } from './employer-risk.ts';
import type { PaidWorker } from './paid-workers.ts';
import { totalOf } from './pay-pattern.ts';

/**
 * Whoever is paid for two others or more, and whoever gets half or more of the pay of two workers. Of
 * one worker it may be a spouse or a landlord.
 *
 * @param enough the persons of whom one is enough.
 */
export function intermediariesOf(
  facts: EmployerFacts,
  workers: readonly PaidWorker[],
  enough: ReadonlySet<LedgerKey>,
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
  return [
    ...collectors,
    ...[...receivers]
      .filter(
        ([subject, payers]) =>
          !facts.own.includes(subject) &&
          (payers.size >= 2 || [...payers].some((person) => enough.has(person))),
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
