import type * as z from 'zod';
import { InvalidRequest } from '../errors.ts';
import { pointersOf } from '../json-pointer.ts';

/**
 * The request as its schema says.
 *
 * @throws InvalidRequest naming each place and rule, never the value, nor a key that is not ours.
 */
export function parseRequest<T extends z.ZodType>(schema: T, event: unknown): z.infer<T> {
  const parsed = schema.safeParse(event);
  if (parsed.success) return parsed.data;
  throw new InvalidRequest(
    parsed.error.issues.flatMap((issue) =>
      pointersOf(issue).map((pointer) => ({
        pointer,
        code: issue.code,
        // The library's own words would repeat the key.
        message: issue.code === 'unrecognized_keys' ? 'Unknown field' : issue.message,
      })),
    ),
  );
}
