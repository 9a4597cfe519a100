import { Engine, type TopLevelCondition } from 'json-rules-engine';
import type { Comparison, Conditions, RootConditions } from './indicator.ts';
import type { Facts, MeasureValue } from './match.ts';

/** Conditions with what came of each part: the shape of the document, and a result at every node. */
export type ConditionResult =
  | { all: ConditionResult[]; holds: boolean }
  | { any: ConditionResult[]; holds: boolean }
  | { not: ConditionResult; holds: boolean }
  | (Comparison & { found: MeasureValue; holds: boolean });

/**
 * What json-rules-engine says of every part of a document's conditions, read from its own results, in
 * an engine made for this one answer. Without priorities it evaluates every part, so each has a result.
 *
 * @throws RangeError when it leaves a part without a result: an explanation has no blanks.
 */
export async function conditionResults(
  conditions: RootConditions,
  facts: Facts,
): Promise<ConditionResult> {
  const engine = new Engine([], {
    pathResolver: () => {
      throw new RangeError('conditions have no paths');
    },
  });
  engine.addRule({
    // The engine's types ask for mutable conditions.
    conditions: structuredClone(conditions) as TopLevelCondition,
    event: { type: 'holds' },
  });
  const { results, failureResults } = await engine.run({ ...facts });
  const [rule] = [...results, ...failureResults];
  if (!rule) throw new RangeError('json-rules-engine gave no result');
  // What came of the group at the root is the rule's own result.
  return told(conditions, { ...(rule.conditions as Node), result: rule.result ?? undefined });
}

/** A node of the engine's results: the condition as it was written, with `result` and `factResult`. */
type Node = {
  all?: Node[];
  any?: Node[];
  not?: Node;
  result?: boolean | undefined;
  factResult?: unknown;
};

function told(conditions: Conditions, node: Node | undefined): ConditionResult {
  const holds = node?.result;
  if (holds === undefined)
    throw new RangeError('json-rules-engine left a condition without result');
  if ('all' in conditions) {
    return { all: conditions.all.map((one, place) => told(one, node?.all?.[place])), holds };
  }
  if ('any' in conditions) {
    return { any: conditions.any.map((one, place) => told(one, node?.any?.[place])), holds };
  }
  if ('not' in conditions) return { not: told(conditions.not, node?.not), holds };
  return { ...conditions, found: asValue(node?.factResult), holds };
}

const asValue = (found: unknown): MeasureValue => (typeof found === 'number' ? found : null);

/** Every comparison with its result, however deep. */
export function comparisonResults(
  result: ConditionResult,
): Extract<ConditionResult, { fact: string }>[] {
  if ('all' in result) return result.all.flatMap(comparisonResults);
  if ('any' in result) return result.any.flatMap(comparisonResults);
  return 'not' in result ? comparisonResults(result.not) : [result];
}
