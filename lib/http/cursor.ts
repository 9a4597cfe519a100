import * as z from 'zod';

/** Where the next page starts, as text that callers pass back and nobody reads. */
export const encodeCursor = (place: unknown): string =>
  Buffer.from(JSON.stringify(place)).toString('base64url');

/** For a query parameter: the place behind a cursor, if it has this shape. */
export const cursorSchema = <T extends z.ZodType>(place: T) =>
  z
    .string()
    .max(500)
    .transform((text, context): z.infer<T> => {
      const parsed = place.safeParse(decode(text));
      if (parsed.success) return parsed.data;
      context.addIssue({ code: 'custom', message: 'not a cursor of this list' });
      return z.NEVER;
    });

function decode(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf-8'));
  } catch {
    return undefined;
  }
}
