import * as z from 'zod';
import { typologyIdSchema } from '../indicators/indicator.ts';

/** What is kept of a package for statistics when it is submitted: nothing about anybody in it. */
export const countedSchema = z.strictObject({
  typology: typologyIdSchema,
  /** "#Project PROTECT", where the typology has a project. */
  projectTag: z.string().min(1).optional(),
  /** Whether a recipient's information record led to it; else it is proactive. */
  requested: z.boolean(),
  /** ISO date on which the newest of its reports was filed. */
  lastFiledOn: z.iso.date().optional(),
});
export type Counted = z.infer<typeof countedSchema>;
