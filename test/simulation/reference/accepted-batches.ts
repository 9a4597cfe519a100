import type { Report } from '../../../lib/reports/report.ts';
import type { MadeBatch } from '../made-up/made-up-batch.ts';

/** A batch that the machine has accepted, with what its entity sent. */
export type Accepted = {
  batchId: string;
  /** UUIDv7: orders it against the others. */
  acceptedAs: string;
  sent: MadeBatch;
};

/** One version of a report, as some batch told it. */
export type Told = {
  entity: string;
  reference: string;
  acceptedAs: string;
  batchId: string;
  /** In its batch, from 0. */
  position: number;
  report: Report;
};

/** Every valid record of every accepted batch, in no order that matters. */
export const toldIn = (batches: readonly Accepted[]): Told[] =>
  batches.flatMap(({ batchId, acceptedAs, sent }) =>
    sent.records.flatMap(({ report }, position) =>
      report
        ? [
            {
              entity: sent.entity,
              reference: report.reference,
              acceptedAs,
              batchId,
              position,
              report,
            },
          ]
        : [],
    ),
  );

/** Of all versions of each report the one that is live, by entity and reference. */
export function liveVersions(told: readonly Told[]): Map<string, Told> {
  const live = new Map<string, Told>();
  for (const version of told) {
    const name = nameOf(version);
    const standing = live.get(name);
    if (!standing || outranks(version, standing)) live.set(name, version);
  }
  return live;
}

export const nameOf = ({ entity, reference }: { entity: string; reference: string }): string =>
  `${entity}/${reference}`;

/**
 * Changes and withdrawals outrank submissions; among them the later accepted wins, among submissions
 * the earlier.
 */
function outranks(one: Told, other: Told): boolean {
  const [isCorrection, standsCorrected] = [one, other].map(
    ({ report }) => report.action !== 'submit',
  );
  if (isCorrection !== standsCorrected) return isCorrection === true;
  return isCorrection ? isLater(one, other) : isLater(other, one);
}

const isLater = (one: Told, other: Told): boolean =>
  one.acceptedAs === other.acceptedAs
    ? one.position > other.position
    : one.acceptedAs > other.acceptedAs;
