import type { FindingCode } from './findings.ts';

const maxDepth = 16;
const [quote, openBrace, closeBrace, openBracket, closeBracket] = [0x22, 0x7b, 0x7d, 0x5b, 0x5d];
const forbidden = new Set(['__proto__', 'constructor', 'prototype']);

export type ParsedJson =
  | { value: unknown }
  | {
      fault: Extract<
        FindingCode,
        'not-json' | 'nested-too-deeply' | 'duplicate-key' | 'forbidden-key'
      >;
    };

/**
 * Reads JSON that a stranger sent. Beyond JSON itself: no key twice in an object (which of the two
 * would count?), no key that means something to JavaScript, at most 16 levels.
 */
export function parseJson(text: string): ParsedJson {
  const fault = structuralFault(text);
  if (fault) return { fault };
  try {
    return { value: JSON.parse(text) };
  } catch {
    return { fault: 'not-json' };
  }
}

/** Walks the text once; what is not JSON at all is left for `JSON.parse` to refuse. */
function structuralFault(text: string) {
  /** For each open object its keys so far, for each open list undefined. */
  const open: Array<Set<string> | undefined> = [];
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charCodeAt(at);
    if (character === quote) {
      const end = endOfString(text, at);
      const keys = open.at(-1);
      if (keys && isKey(text, end)) {
        const key = decodeString(text.slice(at, end + 1));
        if (forbidden.has(key)) return 'forbidden-key';
        if (keys.has(key)) return 'duplicate-key';
        keys.add(key);
      }
      at = end;
    } else if (character === openBrace || character === openBracket) {
      if (open.length === maxDepth) return 'nested-too-deeply';
      open.push(character === openBrace ? new Set() : undefined);
    } else if (character === closeBrace || character === closeBracket) {
      open.pop();
    }
  }
  return undefined;
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
