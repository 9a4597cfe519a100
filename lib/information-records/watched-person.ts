import * as z from 'zod';

/**
 * What of a person in a record is compared with people in cases. It stands in the log of what is watched
 * for, so that no record is read to compare it. A name is the marks of its words with spaces between, a
 * city a mark too: `name-words.ts`.
 */
export const watchedPersonSchema = z.strictObject({
  /** "/persons/0" */
  pointer: z.string(),
  name: z.string().optional(),
  aliases: z.array(z.string()),
  /** A day, or as much of it as is known. */
  birthDate: z.string().optional(),
  city: z.string().optional(),
});
export type WatchedPerson = z.infer<typeof watchedPersonSchema>;
