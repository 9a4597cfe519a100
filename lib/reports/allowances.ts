import { DomainError, StaleWrite } from '../errors.ts';
import type { EntityNumber } from '../identifiers.ts';
import { type Allowance, drawBatch } from './allowance.ts';
import type { EntityLimits } from './intake-limits.ts';

/** The port that lets an entity send a batch, or holds it back. */
export type Allowances = {
  /**
   * Takes a batch of so many bytes out of the entity's allowance.
   *
   * @throws DomainError too-many-requests, with nothing taken, and with when to ask again.
   */
  draw(entity: EntityNumber, bytes: number): Promise<void>;
};

/** The port to where allowances are kept. */
export type KeptAllowances = {
  get(entity: EntityNumber): Promise<Allowance>;
  /** Writes the two meters. @throws StaleWrite when one of them is not what it was before. */
  replace(entity: EntityNumber, before: Allowance, next: Allowance): Promise<void>;
};

export const isHeldBack = (cause: unknown): cause is DomainError =>
  cause instanceof DomainError && cause.code === 'too-many-requests';

const attempts = 12;

/** Who is overtaken by another request looks again: at any interleaving the limits hold. */
export const allowances = ({
  kept,
  limitsOf,
  now,
  pause,
}: {
  kept: KeptAllowances;
  limitsOf: (entity: EntityNumber) => EntityLimits;
  /** RFC 3339 UTC. */
  now: () => string;
  /** Waits a while, with jitter, after attempt 1, 2, … */
  pause: (attempt: number) => Promise<void>;
}): Allowances => ({
  async draw(entity, bytes) {
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      const before = await kept.get(entity);
      const limits = limitsOf(entity);
      const drawn = drawBatch(before, { bytes, limits, now: Date.parse(now()) });
      if ('heldBack' in drawn) {
        const { limit, retryAfterSeconds } = drawn.heldBack;
        throw new DomainError('too-many-requests', limit, { retryAfterSeconds });
      }
      try {
        return await kept.replace(entity, before, drawn.next);
      } catch (cause) {
        if (!(cause instanceof StaleWrite)) throw cause;
        await pause(attempt);
      }
    }
    // So many at the same moment that this one never had its turn.
    throw new DomainError('too-many-requests', 'requests at once', { retryAfterSeconds: 1 });
  },
});
