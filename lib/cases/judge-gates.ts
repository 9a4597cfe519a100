import type { RootConditions } from '../indicators/indicator.ts';
import { createJudge, type Facts, type Judge } from '../indicators/reference-engine.ts';

/** One engine for each condition of a typology, as long as the rulebook is in use. */
const judges = new WeakMap<RootConditions, Judge>();

/** Which of these conditions hold, in their order, judged by json-rules-engine over named numbers. */
export const judgeAll = (conditions: readonly RootConditions[], facts: Facts): Promise<boolean[]> =>
  Promise.all(
    conditions.map(async (condition) => {
      const judge = judges.get(condition) ?? createJudge(condition);
      judges.set(condition, judge);
      return judge.remembered(facts) ?? judge.judge(facts);
    }),
  );
