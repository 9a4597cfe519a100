import type * as z from 'zod';
import { InvalidRequest } from '../errors.ts';

/**
 * The request as its schema says.
 *
 * @throws InvalidRequest naming each place and rule, never the value.
 */
export function parseRequest<T extends z.ZodType>(schema: T, event: unknown): z.infer<T> {
  const parsed = schema.safeParse(event);
  if (parsed.success) return parsed.data;
  throw new InvalidRequest(
    parsed.error.issues.map((issue) => ({
      pointer: `/${issue.path.map((part) => String(part).replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}`,
      code: issue.code,
      message: issue.message,
    })),
  );
}
