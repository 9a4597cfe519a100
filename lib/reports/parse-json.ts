import type { FindingCode } from './findings.ts';

const maxDepth = 16;
/** Far beyond what the profile names; what is looked up in a set for each key stays small. */
const maxKeys = 10_000;
const forbidden = new Set(['__proto__', 'constructor', 'prototype']);

/** Signs that a text may hold what is refused: an escape by number, or a part of a forbidden key. */
const unusual = ['\\u', 'proto', 'constructor'];

export type ParsedJson =
  | { value: unknown }
  | {
      fault: Extract<
        FindingCode,
        | 'not-json'
        | 'nested-too-deeply'
        | 'too-many-keys'
        | 'duplicate-key'
        | 'forbidden-key'
        | 'lone-surrogate'
        | 'nul-character'
      >;
    };

/**
 * Reads JSON that a stranger sent. Beyond JSON itself: no key twice in an object (which of the two
 * would count?), no key that means something to JavaScript, at most 16 levels and 10,000 keys in an
 * object, and no character that is none: half a surrogate pair, or U+0000, which other systems take
 * for the end of a text. What stands first in the text is told.
 */
export function parseJson(text: string): ParsedJson {
  const value = parsedPlainly(text);
  if (value !== undefined) return { value };
  const fault = structuralFault(text);
  if (fault) return { fault };
  try {
    return { value: JSON.parse(text) };
  } catch {
    return { fault: 'not-json' };
  }
}

/**
 * The value of a text that is in order at first sight, as nearly all are; undefined when only a closer
 * look can tell. A key that stands twice is lost in parsing, and then the value has fewer strings, keys
 * among them, than the text has.
 */
function parsedPlainly(text: string): unknown {
  if (unusual.some((sign) => text.includes(sign))) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return stringsOf(value, 0) === stringsIn(text) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** How many strings a text has, if it is JSON. */
function stringsIn(text: string): number {
  let strings = 0;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', endOfString(text, at) + 1)) {
    strings += 1;
  }
  return strings;
}

/**
 * How many strings a value has, the keys of its objects among them; NaN when it is nested too deeply, an
 * object has too many keys, or a key a backslash.
 */
function stringsOf(value: unknown, depth: number): number {
  if (typeof value === 'string') return 1;
  if (typeof value !== 'object' || value === null) return 0;
  if (depth === maxDepth) return Number.NaN;
  let strings = 0;
  if (Array.isArray(value)) {
    for (const item of value) strings += stringsOf(item, depth + 1);
    return strings;
  }
  let keys = 0;
  for (const key in value) {
    // V8 13.6 takes an escape in a key for a backslash, where it has seen an object with such a key.
    if (key.includes('\\')) return Number.NaN;
    keys += 1;
    strings += stringsOf(value[key as keyof typeof value], depth + 1);
  }
  return keys > maxKeys ? Number.NaN : keys + strings;
}

/**
 * Walks from one structural character to the next; what is not JSON at all is left for `JSON.parse` to
 * refuse. The next one is sought by a pattern, not character by character: a loop over the characters of
 * half a megabyte without any was seen never to end in compiled code of Node 24.21.
 */
function structuralFault(text: string) {
  /** For each open object its keys so far, for each open list undefined. */
  const open: Array<Set<string> | undefined> = [];
  const hasEscapes = text.includes('\\u');
  const structural = /["{}[\]]/g;
  for (let found = structural.exec(text); found; found = structural.exec(text)) {
    const [character] = found;
    if (character === '"') {
      const end = endOfString(text, found.index);
      const fault = hasEscapes && characterFault(text.slice(found.index, end + 1));
      if (fault) return fault;
      const keys = open.at(-1);
      if (keys && isKey(text, end)) {
        const key = decodeString(text.slice(found.index, end + 1));
        if (forbidden.has(key)) return 'forbidden-key';
        if (keys.has(key)) return 'duplicate-key';
        if (keys.size === maxKeys) return 'too-many-keys';
        keys.add(key);
      }
      structural.lastIndex = end + 1;
    } else if (character === '{' || character === '[') {
      if (open.length === maxDepth) return 'nested-too-deeply';
      open.push(character === '{' ? new Set() : undefined);
    } else {
      open.pop();
    }
  }
  return undefined;
}

/** What only an escape can bring in: as bytes, UTF-8 has no half pairs and JSON no U+0000. */
function characterFault(literal: string) {
  if (!literal.includes('\\u')) return undefined;
  const decoded = decodeString(literal);
  if (!decoded.isWellFormed()) return 'lone-surrogate';
  return decoded.includes('\0') ? 'nul-character' : undefined;
}

/** Where the string that opens at `start` closes: the next quote that is not escaped. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const end = text.indexOf('"', at);
    if (end < 0) return text.length;
    let backslashes = 0;
    while (text[end - 1 - backslashes] === '\\') backslashes += 1;
    if (backslashes % 2 === 0) return end;
    at = end;
  }
  return text.length;
}

function isKey(text: string, end: number): boolean {
  let at = end + 1;
  while (' \t\r\n'.includes(text[at] ?? 'x')) at += 1;
  return text[at] === ':';
}

/** "a" and "\u0061" are the same key. */
function decodeString(literal: string): string {
  if (!literal.includes('\\')) return literal.slice(1, -1);
  try {
    return JSON.parse(literal) as string;
  } catch {
    return literal;
  }
}
