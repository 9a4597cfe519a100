import { pointerOf } from '../../json-pointer.ts';

/** Every way a document is refused or an evaluation fails: a stable code, and the mend in words. */
export const mends = {
  'circular-condition': 'let no named condition come back to itself',
  'code-not-accepted': 'write data: no function and no callback',
  'comparison-at-root': 'put the comparison into a group: {"all": […]}',
  'duplicate-rule': 'give each rule a name of its own',
  'empty-all': 'name at least one condition: an empty "all" would always hold',
  'empty-any': 'name at least one condition: an empty "any" would always hold',
  'empty-name': 'write a name',
  'event-not-accepted': 'choose another event type: an event named "error" ends the run',
  'invalid-condition':
    'write {"all": […]}, {"any": […]}, {"not": …}, {"condition": name} or {"fact", "operator", "value"}',
  'invalid-facts': 'write an object of facts by name',
  'invalid-json': 'write one JSON value on each line',
  'invalid-options': 'write {"allowUndefinedFacts": true} or false',
  'invalid-request': 'write {"rules": […], "facts": {…}, "options": {…}, "conditions": {…}}',
  'invalid-rule': 'write {"conditions": …}, with a "name" and an "event" {"type": …} if you like',
  'line-too-long': 'write a shorter line',
  'not-utf-8': 'write UTF-8',
  'operator-failed': 'give the operator what it can be applied to',
  'params-not-accepted': 'remove "params": facts are values, nothing computes them',
  'path-not-accepted': 'remove "path" and give the value inside as a fact of its own',
  'priority-not-accepted': 'remove "priority": every condition is evaluated',
  'too-deep': 'nest less deeply',
  'too-many-conditions': 'write fewer conditions; a named one counts wherever it is used',
  'too-many-decorators': 'put fewer decorators before the operator',
  'undefined-condition': 'define the named condition',
  'undefined-fact': 'give the fact, or allow undefined facts',
  'unknown-decorator': 'use someFact, someValue, everyFact, everyValue, swap or not',
  'unknown-key': 'remove the key',
  'unknown-operator':
    'use equal, notEqual, in, notIn, contains, doesNotContain, lessThan, lessThanInclusive, greaterThan or greaterThanInclusive',
  'unsafe-name': 'choose another name: objects have this one of themselves',
  'value-not-json': 'write a JSON value',
  'value-too-deep': 'nest the value less deeply',
  'value-too-large': 'write a smaller value',
} as const;
export type RefusalCode = keyof typeof mends;

/** Keys that lead to a place: ["rules", 0, "conditions"]. */
export type Place = readonly PropertyKey[];

/** A document that is not accepted, or facts that it cannot be evaluated for. */
export class ConditionRefusal extends Error {
  readonly code: RefusalCode;
  /** A JSON pointer into what was given: "/conditions/all/1/path". */
  readonly place: string;
  readonly mend: string;

  constructor(code: RefusalCode, place: Place = [], options?: ErrorOptions) {
    super(`${code} at "${pointerOf(place)}": ${mends[code]}`, options);
    this.name = 'ConditionRefusal';
    this.code = code;
    this.place = pointerOf(place);
    this.mend = mends[code];
  }
}
