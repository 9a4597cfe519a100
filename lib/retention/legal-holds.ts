import type { HoldId, HoldWithLift, LegalHold, Lift } from './legal-hold.ts';

/** The port to legal holds and their lifts. Both are written once and never change. */
export type LegalHolds = {
  /** In the order of their ids. */
  all(): Promise<HoldWithLift[]>;
  get(holdId: HoldId): Promise<HoldWithLift | undefined>;
  /** Keeps a hold, and has it told to the audit log. @returns the one that stands under its id. */
  place(hold: LegalHold): Promise<LegalHold>;
  /** The same for the lift of a hold: the first one stands. */
  lift(lift: Lift): Promise<Lift>;
};
