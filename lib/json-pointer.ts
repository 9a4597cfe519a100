import type * as z from 'zod';

/** "/parties/0/surname"; ~ and / inside a name are escaped as RFC 6901 asks. */
export const pointerOf = (path: readonly PropertyKey[]): string =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/**
 * Where the faults of an issue are: one place, or one for each key that nobody knows. A key that
 * does not look like a field's name may be anything, so only the object around it is told.
 */
export function pointersOf(issue: z.core.$ZodIssue): string[] {
  const pointer = pointerOf(issue.path);
  if (issue.code !== 'unrecognized_keys') return [pointer];
  return issue.keys.map((key) =>
    /^[a-z][A-Za-z]{0,39}$/.test(key) ? `${pointer}/${key}` : pointer,
  );
}
