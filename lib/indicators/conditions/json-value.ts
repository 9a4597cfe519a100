import { ConditionRefusal, type Place } from './refusal.ts';

export type JsonObject = Record<string, unknown>;

export const maxValueDepth = 32;
/** Values within one literal, itself included. */
export const maxValueParts = 10_000;
/** Deeper arrays would exhaust the stack where an operator turns one into text. */
export const maxFactDepth = 500;

/** An object as JSON.parse makes them: no array, no date, nothing of a class or without one. */
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** Names lead to what was meant by them, and to nothing that objects have of themselves. */
export function acceptName(name: string, place: Place): string {
  if (name === '') throw new ConditionRefusal('empty-name', place);
  if (isUnsafe(name)) throw new ConditionRefusal('unsafe-name', place);
  return name;
}

/**
 * A copy of a literal, so that no part of it is ever the same object as part of a fact. Keys that
 * objects have of themselves are refused at every depth: json-rules-engine copies documents without
 * them, or takes "__proto__" for the prototype.
 */
export function acceptLiteral(value: unknown, place: Place): unknown {
  let parts = 0;
  const copy = (part: unknown, at: Place, depth: number): unknown => {
    parts += 1;
    if (parts > maxValueParts) throw new ConditionRefusal('value-too-large', place);
    if (depth > maxValueDepth) throw new ConditionRefusal('value-too-deep', place);
    if (Array.isArray(part)) {
      return Array.from(part, (one, index) => copy(one, [...at, index], depth + 1));
    }
    if (isObject(part)) {
      const entries = Object.entries(part).map(([key, one]) => {
        if (isUnsafe(key)) throw new ConditionRefusal('unsafe-name', [...at, key]);
        return [key, copy(one, [...at, key], depth + 1)];
      });
      return Object.fromEntries(entries);
    }
    return acceptScalar(part, at);
  };
  return copy(value, place, 1);
}

/** Facts by name. Inside they may hold any JSON value and any key: nothing copies them. */
export function acceptFacts(facts: unknown, place: Place): JsonObject {
  if (!isObject(facts)) throw new ConditionRefusal('invalid-facts', place);
  for (const [name, fact] of Object.entries(facts)) {
    if (name === '') throw new ConditionRefusal('empty-name', [...place, name]);
    checkDepth(fact, [...place, name], 1);
  }
  return facts;
}

function checkDepth(value: unknown, place: Place, depth: number): void {
  if (typeof value !== 'object' || value === null) return;
  if (depth > maxFactDepth) throw new ConditionRefusal('value-too-deep', place);
  for (const part of Object.values(value)) checkDepth(part, place, depth + 1);
}

const isUnsafe = (name: string): boolean => name === 'prototype' || name in Object.prototype;

function acceptScalar(value: unknown, place: Place): unknown {
  if (typeof value === 'function') throw new ConditionRefusal('code-not-accepted', place);
  // A number too great for JSON.parse is Infinity.
  const isNumber = typeof value === 'number' && !Number.isNaN(value);
  if (value === null || isNumber || typeof value === 'string' || typeof value === 'boolean') {
    return value;
  }
  throw new ConditionRefusal('value-not-json', place);
}
