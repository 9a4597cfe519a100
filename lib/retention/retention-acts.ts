import type { RetentionActed } from '../../events/messages.ts';
import { canonicalJson } from '../canonical-json.ts';
import { digest } from '../identifiers.ts';
import type { HoldScope, LegalHold, Lift } from './legal-hold.ts';

/** What the audit log is told of a hold. */
export const holdPlaced = (hold: LegalHold): RetentionActed => ({
  type: 'retention-acted',
  id: hold.holdId,
  at: hold.at,
  actor: hold.author,
  act: 'hold',
  about: [hold.holdId, idOf(hold.scope)],
  digest: digest(canonicalJson(hold)),
});

export const holdLifted = (lift: Lift): RetentionActed => ({
  type: 'retention-acted',
  id: `${lift.holdId}/lift`,
  at: lift.at,
  actor: lift.author,
  act: 'lift-hold',
  about: [lift.holdId],
  digest: digest(canonicalJson(lift)),
});

function idOf(scope: HoldScope): string {
  switch (scope.kind) {
    case 'entity':
      return scope.entity;
    case 'batch':
      return scope.batchId;
    case 'report':
      return `${scope.entity}/${scope.reference}`;
    case 'case':
      return scope.caseId;
  }
}
