import * as z from 'zod';
import {
  batchIdSchema,
  caseIdSchema,
  entityNumberSchema,
  ledgerKeySchema,
  reportKeySchema,
  userIdSchema,
} from '../identifiers.ts';
import { hasCome } from './clocks.ts';

const instantSchema = z.iso.datetime({ offset: true });
export const holdIdSchema = z.string().regex(/^hold-[0-9a-f]{16}$/);
export type HoldId = z.infer<typeof holdIdSchema>;

/** What somebody may ask to be held. */
export const holdScopeSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('entity'), entity: entityNumberSchema }),
    z.strictObject({
      kind: z.literal('batch'),
      entity: entityNumberSchema,
      batchId: batchIdSchema,
    }),
    z.strictObject({ kind: z.literal('report'), ...reportKeySchema.shape }),
    z.strictObject({ kind: z.literal('case'), caseId: caseIdSchema }),
  ])
  .meta({ id: 'LegalHoldScope' });
export type HoldScope = z.infer<typeof holdScopeSchema>;

/** Somebody's decision that something must not be destroyed. It never changes; it may be lifted. */
export const legalHoldSchema = z.strictObject({
  holdId: holdIdSchema,
  scope: holdScopeSchema,
  reason: z.string().min(1).max(2000),
  /** From when on it holds, and until when; without an end until it is lifted. */
  from: instantSchema,
  until: instantSchema.optional(),
  author: userIdSchema,
  at: instantSchema,
  /** Who belonged to the case when it was decided: they stay held, whatever becomes of the case. */
  subjects: z.array(ledgerKeySchema).optional(),
});
export type LegalHold = z.infer<typeof legalHoldSchema>;

/** A second person's decision that a hold holds no longer. */
export const liftSchema = z.strictObject({
  holdId: holdIdSchema,
  reason: z.string().min(1).max(2000),
  author: userIdSchema,
  at: instantSchema,
});
export type Lift = z.infer<typeof liftSchema>;

export type HoldWithLift = { hold: LegalHold; lift?: Lift };

/** Whether it holds at a moment. A lift counts from when it was decided. */
export const isInForce = ({ hold, lift }: HoldWithLift, asOf: string): boolean =>
  hasCome(hold.from, asOf) &&
  !(hold.until !== undefined && hasCome(hold.until, asOf)) &&
  !(lift && hasCome(lift.at, asOf));

/** A hold, with the reports that its case is about: by entity and reference. */
export type ResolvedHold = { hold: LegalHold; caseReports?: ReadonlySet<string> };

/** Whether a report of a batch is held. `name` is its entity and reference, as `contributionName` tells. */
export function holds(
  { hold: { scope }, caseReports }: ResolvedHold,
  { entity, batchId, name }: { entity: string; batchId: string; name?: string },
): boolean {
  switch (scope.kind) {
    case 'entity':
      return scope.entity === entity;
    case 'batch':
      return scope.entity === entity && scope.batchId === batchId;
    case 'report':
      return name === `${scope.entity}/${scope.reference}`;
    case 'case':
      return name !== undefined && caseReports?.has(name) === true;
  }
}
