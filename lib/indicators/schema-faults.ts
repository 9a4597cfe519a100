import type * as z from 'zod';
import { windowSchema } from '../time.ts';

type Issue = z.core.$ZodIssue;

/** A document as its schema has it, or what is wrong with it, where, and how to mend it. */
export function readBy<T>(
  schema: z.ZodType<T>,
  content: unknown,
): { document: T } | { faults: { place: string; mend: string }[] } {
  const parsed = schema.safeParse(content, { error: inPlainWords });
  return parsed.success ? { document: parsed.data } : { faults: schemaFaults(parsed.error) };
}

/**
 * What to write instead, where a schema has no words of its own for it. Given to zod's `parse`, whose
 * words are for programmers.
 */
export function inPlainWords(issue: z.core.$ZodRawIssue): string | undefined {
  const wanted = wantedBy(issue);
  if (issue.input !== undefined) return wanted;
  return wanted === undefined ? 'is missing' : `is missing; ${wanted}`;
}

function wantedBy(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.inst === windowSchema) return aWindow;
      return `write ${things[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `write ${issue.values.length === 1 ? '' : 'one of '}${issue.values.join(', ')}`;
    case 'invalid_format':
      return formats[issue.pattern ?? ''] ?? formats[issue.format];
    case 'too_small':
      return tooSmall(issue);
    case 'too_big':
      return `write ${issue.inclusive === false ? 'less than ' : 'at most '}${amount(issue, issue.maximum)}`;
    case 'unrecognized_keys':
      return `remove ${issue.keys.join(', ')}: no such field is known here`;
    default:
      return undefined;
  }
}

function tooSmall(issue: z.core.$ZodRawIssue<z.core.$ZodIssueTooSmall>): string {
  if (issue.origin === 'string' && issue.minimum === 1) return 'write some text';
  return `write ${issue.inclusive === false ? 'more than ' : 'at least '}${amount(issue, issue.minimum)}`;
}

const amount = ({ origin }: { origin: string }, limit: number | bigint): string => {
  if (origin === 'string') return `${limit} letters`;
  if (origin === 'array') return `${limit} in the list`;
  return String(limit);
};

/** What a schema expects, as somebody calls it who writes a document. */
const things: Record<string, string> = {
  object: '{ … } with fields',
  record: '{ … } with fields',
  array: 'a list, [ … ]',
  string: 'a text in quotes',
  number: 'a number without quotes',
  int: 'a whole number without quotes',
  boolean: 'true or false',
};

const aWindow = 'write a window such as 30d, 24h or 5m';

/** By its pattern or its kind. */
const formats: Record<string, string> = {
  '/^[1-9]\\d{0,3}[mhd]$/': aWindow,
  date: 'write a date such as 2026-03-02',
  safeint: 'write a whole number',
};

/**
 * What a schema finds wrong, each with its place. Where a document could be one of several things, it
 * is told as what it comes nearest to: the measure `{ "distinct": "memo", … }` is a bad `distinct`,
 * not "invalid input".
 */
export const schemaFaults = ({ issues }: z.core.$ZodError): { place: string; mend: string }[] =>
  issues
    .flatMap((issue) => nearest(issue, []))
    .map(({ path, message }) => ({ place: path.join('.'), mend: message }));

type Found = { path: PropertyKey[]; message: string };

function nearest(issue: Issue, above: readonly PropertyKey[]): Found[] {
  const path = [...above, ...issue.path];
  if (issue.code === 'invalid_key' && issue.issues.length > 0) {
    return issue.issues.map(({ message }) => ({ path, message }));
  }
  const readings = issue.code === 'invalid_union' ? issue.errors : [];
  const faults = readings.map((issues) => ({
    found: issues.flatMap((one) => nearest(one, path)),
    away: issues.reduce((sum, one) => sum + distanceOf(one), 0),
  }));
  // Of two that are as near, the one that got further into the document.
  const [best] = faults.sort((a, b) => a.away - b.away || depthOf(b.found) - depthOf(a.found));
  return best && best.found.length > 0 ? best.found : [{ path, message: issue.message }];
}

const depthOf = (found: readonly Found[]): number =>
  Math.max(0, ...found.map(({ path }) => path.length));

/**
 * How far something is from what was expected. A field that is too many tells most: whoever wrote it
 * meant something that has it. A fault further down tells least: what stands above it was meant.
 */
function distanceOf(issue: Issue): number {
  if (issue.code === 'unrecognized_keys') return 3 * issue.keys.length;
  if (issue.path.length > 1) return 0.1;
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return 1;
  const readings = issue.errors.map((issues) =>
    issues.reduce((sum, one) => sum + distanceOf(one), 0),
  );
  return Math.min(...readings);
}
