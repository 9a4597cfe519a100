import * as z from 'zod';
import { type Evaluation, type Match, matchSchema } from './match.ts';

const changedSchema = z.array(matchSchema.pick({ matchId: true, indicator: true }));

/** What an evaluation says that the one before did not, by match. */
export const evaluationChangesSchema = z.strictObject({
  raised: changedSchema,
  /** The same run of entries from the same entry on, told differently now. */
  amended: changedSchema,
  retracted: changedSchema,
});
export type EvaluationChanges = z.infer<typeof evaluationChangesSchema>;

/** Matches are the same when their ids are: same subject, same indicator, same first entry. */
export function diffEvaluations(
  before: Evaluation | undefined,
  next: Evaluation,
): EvaluationChanges {
  const held = byId(before?.matches ?? []);
  const holds = byId(next.matches);
  const name = ({ matchId, indicator }: Match) => ({ matchId, indicator });
  return {
    raised: next.matches.filter(({ matchId }) => !held.has(matchId)).map(name),
    amended: next.matches
      .filter((match) => {
        const earlier = held.get(match.matchId);
        return earlier !== undefined && JSON.stringify(earlier) !== JSON.stringify(match);
      })
      .map(name),
    retracted: [...held.values()].filter(({ matchId }) => !holds.has(matchId)).map(name),
  };
}

const byId = (matches: readonly Match[]) => new Map(matches.map((match) => [match.matchId, match]));

export const hasChanges = ({ raised, amended, retracted }: EvaluationChanges): boolean =>
  raised.length + amended.length + retracted.length > 0;
