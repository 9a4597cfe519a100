import { canonicalJson } from '../../../lib/canonical-json.ts';
import type { Parts, State } from './state-of-world.ts';

const kinds: readonly [keyof State, string][] = [
  ['state', 'state'],
  ['matches', 'match'],
  ['packages', 'package'],
];

/**
 * Where two states differ first, in words. Packages are named by what is in them, so that another
 * package is told as one that is missing.
 *
 * @returns undefined when they are the same.
 */
export function firstDifference(inOrder: State, shuffled: State): string | undefined {
  for (const [kind, word] of kinds) {
    const found = differenceOfParts(inOrder[kind], shuffled[kind]);
    if (found !== undefined) return `${word}: ${found}`;
  }
  return undefined;
}

function differenceOfParts(inOrder: Parts, shuffled: Parts): string | undefined {
  const names = [...new Set([...inOrder.keys(), ...shuffled.keys()])].sort();
  for (const name of names) {
    if (!shuffled.has(name)) return `there is no ${name}, which there is in order`;
    if (!inOrder.has(name)) return `there is ${name}, which there is not in order`;
    const found = differenceOf(inOrder.get(name), shuffled.get(name));
    if (found !== undefined) return `${name}: ${found}`;
  }
  return undefined;
}

/** The innermost place where two values differ, and what stands there. */
function differenceOf(one: unknown, other: unknown): string | undefined {
  const [text, otherText] = [one, other].map((value) => canonicalJson(value));
  if (text === otherText) return undefined;
  if (isObject(one) && isObject(other)) {
    for (const key of [...new Set([...Object.keys(one), ...Object.keys(other)])].sort()) {
      const found = differenceOf(one[key], other[key]);
      if (found !== undefined) return `${key}: ${found}`;
    }
  }
  return `${inShort(one)} in order, ${inShort(other)} shuffled`;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const inShort = (value: unknown): string =>
  value === undefined ? 'nothing' : canonicalJson(value).slice(0, 200);
