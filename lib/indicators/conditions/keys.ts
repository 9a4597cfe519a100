import type { JsonObject } from './json-value.ts';
import { ConditionRefusal, type Place, type RefusalCode } from './refusal.ts';

/** What json-rules-engine knows and we do not take is refused by its own name, wherever it stands. */
const refusedKeys = new Map<string, RefusalCode>([
  ['onFailure', 'code-not-accepted'],
  ['onSuccess', 'code-not-accepted'],
  ['params', 'params-not-accepted'],
  ['path', 'path-not-accepted'],
  ['priority', 'priority-not-accepted'],
]);

export function refuseKnownKeys(document: JsonObject, place: Place): void {
  for (const key of Object.keys(document)) {
    const code = refusedKeys.get(key);
    if (code) throw new ConditionRefusal(code, [...place, key]);
  }
}

/** Refuses every key that is not among those accepted. */
export function refuseOtherKeys(
  document: JsonObject,
  accepted: readonly string[],
  place: Place,
): void {
  for (const key of Object.keys(document)) {
    if (accepted.includes(key)) continue;
    throw new ConditionRefusal(refusedKeys.get(key) ?? 'unknown-key', [...place, key]);
  }
}
