import { Engine, type TopLevelCondition } from 'json-rules-engine';
import type { AcceptedConditions } from './accept.ts';
import { type EvaluationOptions, factsIn, refuseUndefined } from './compile.ts';
import type { JsonObject } from './json-value.ts';
import { ConditionRefusal } from './refusal.ts';

/** Conditions as written and as accepted, and the named conditions they may refer to. */
export type Written = { document: unknown; conditions: AcceptedConditions; named: JsonObject };

/**
 * Whether conditions hold according to json-rules-engine itself, in an engine made for this one
 * answer: a run that fails or ends early touches no other.
 *
 * @throws ConditionRefusal with the codes of `compileRule`. Which of several failures ends a run of
 *   json-rules-engine depends on the order in which promises settle; an undefined fact comes first
 *   here.
 */
export async function evaluateByReference(
  { document, conditions, named }: Written,
  facts: JsonObject,
  options: EvaluationOptions = {},
): Promise<boolean> {
  const engine = new Engine([], {
    ...options,
    pathResolver: () => {
      throw new RangeError('conditions have no paths');
    },
  });
  for (const [name, one] of Object.entries(named)) {
    engine.setCondition(name, one as TopLevelCondition);
  }
  engine.addRule({ conditions: document as TopLevelCondition, event: { type: 'holds' } });
  try {
    const { events } = await engine.run(facts);
    return events.length > 0;
  } catch (cause) {
    refuseUndefined(factsIn(conditions), facts, options);
    throw new ConditionRefusal('operator-failed', [], { cause });
  }
}
