import {
  type AcceptedConditions,
  acceptConditions,
  acceptNamedConditions,
  type NamedConditions,
} from './accept.ts';
import { compileRule, type EvaluationOptions } from './compile.ts';
import { acceptFacts, acceptLiteral, acceptName, isObject, type JsonObject } from './json-value.ts';
import { refuseOtherKeys } from './keys.ts';
import { evaluateByReference } from './reference.ts';
import { ConditionRefusal, type Place } from './refusal.ts';

/** Rules, and the facts to evaluate them for: accepted, with the documents as they were written. */
export type RuleRun = {
  rules: { name: string; conditions: AcceptedConditions; document: unknown }[];
  /** Named conditions, as they were written. */
  named: JsonObject;
  facts: JsonObject;
  options: EvaluationOptions;
};

/** Whether each rule's conditions hold, by the name of the rule. */
export type RuleResults = Record<string, boolean>;

/**
 * Accepts `{"rules": […], "facts": {…}, "options": {…}, "conditions": {…}}`; only rules are required.
 *
 * @throws ConditionRefusal for the first thing that is not accepted.
 */
export function acceptRuleRun(request: unknown): RuleRun {
  if (!isObject(request)) throw new ConditionRefusal('invalid-request');
  refuseOtherKeys(request, ['rules', 'facts', 'options', 'conditions'], []);
  const { rules, facts = {}, options = {}, conditions: named = {} } = request;
  if (!Array.isArray(rules)) throw new ConditionRefusal('invalid-request', ['rules']);
  if (!isObject(named)) throw new ConditionRefusal('invalid-request', ['conditions']);
  const accepted = acceptNamedConditions(named, ['conditions']);
  const run: RuleRun = {
    rules: rules.map((rule: unknown, index) => acceptRule(rule, index, accepted)),
    named,
    facts: acceptFacts(facts, ['facts']),
    options: acceptOptions(options, ['options']),
  };
  refuseDuplicates(run.rules.map(({ name }) => name));
  return run;
}

/** @throws ConditionRefusal `undefined-fact` or `operator-failed`. */
export function evaluateCompiled({ rules, facts, options }: RuleRun): RuleResults {
  const results = rules.map(({ name, conditions }): [string, boolean] => [
    name,
    compileRule(conditions)(facts, options),
  ]);
  return Object.fromEntries(results);
}

/** The same by json-rules-engine, each rule in an engine of its own. */
export async function evaluateReferenced({ rules, named, facts, options }: RuleRun) {
  const results: RuleResults = {};
  for (const { name, conditions, document } of rules) {
    results[name] = await evaluateByReference({ document, conditions, named }, facts, options);
  }
  return results;
}

/**
 * A rule is called by its name, else by the type of its event, else by its position. The event
 * itself says what a caller does when the rule holds, so a rule may be without one.
 */
function acceptRule(rule: unknown, index: number, named: NamedConditions) {
  const place = ['rules', index];
  if (!isObject(rule)) throw new ConditionRefusal('invalid-rule', place);
  refuseOtherKeys(rule, ['conditions', 'event', 'name'], place);
  if (!Object.hasOwn(rule, 'conditions')) throw new ConditionRefusal('invalid-rule', place);
  const type = acceptEvent(rule['event'], [...place, 'event']);
  const name = acceptText(rule['name'], [...place, 'name']) ?? type ?? String(index);
  const document = rule['conditions'];
  const conditions = acceptConditions(document, named, [...place, 'conditions']);
  return { name, conditions, document };
}

/** The type of an event. json-rules-engine emits it, and an emitter ends on an unheard "error". */
function acceptEvent(event: unknown, place: Place): string | undefined {
  if (event === undefined) return undefined;
  if (!isObject(event)) throw new ConditionRefusal('invalid-rule', place);
  refuseOtherKeys(event, ['type', 'params'], place);
  if (Object.hasOwn(event, 'params')) acceptLiteral(event['params'], [...place, 'params']);
  const type = acceptText(event['type'], [...place, 'type']);
  if (type === undefined) throw new ConditionRefusal('invalid-rule', place);
  if (type === 'error') throw new ConditionRefusal('event-not-accepted', [...place, 'type']);
  return type;
}

function acceptText(text: unknown, place: Place): string | undefined {
  if (text === undefined) return undefined;
  if (typeof text !== 'string') throw new ConditionRefusal('invalid-rule', place);
  return acceptName(text, place);
}

function acceptOptions(options: unknown, place: Place): EvaluationOptions {
  if (!isObject(options)) throw new ConditionRefusal('invalid-options', place);
  refuseOtherKeys(options, ['allowUndefinedFacts'], place);
  const { allowUndefinedFacts = false } = options;
  if (typeof allowUndefinedFacts !== 'boolean') {
    throw new ConditionRefusal('invalid-options', [...place, 'allowUndefinedFacts']);
  }
  return { allowUndefinedFacts };
}

function refuseDuplicates(names: readonly string[]): void {
  const known = new Set<string>();
  for (const [index, name] of names.entries()) {
    if (known.has(name)) throw new ConditionRefusal('duplicate-rule', ['rules', index]);
    known.add(name);
  }
}
