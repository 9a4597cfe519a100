import * as z from 'zod';
import {
  type ChangedFacts,
  type ChangedMatch,
  changedMatchSchema,
  changedReportSchema,
  changedRoleSchema,
} from './changed-facts.ts';

/**
 * Why a package that has left is to be amended: it says what is so no longer. The package itself never
 * changes; an amendment is a package of its own that names the first.
 */
export const amendmentDueSchema = z
  .strictObject({
    /**
     * RFC 3339 UTC: when the earliest of these corrections was accepted, or made by a person. Absent where
     * only what is outside the package accounts for what no longer holds.
     */
    since: z.iso.datetime({ offset: true }).optional(),
    /** The reports it rests on that were changed or withdrawn. */
    reports: z.array(changedReportSchema),
    /** The matches it states that were amended or retracted. */
    matches: z.array(
      changedMatchSchema
        .pick({ matchId: true, subject: true, indicator: true })
        .extend({ became: changedMatchSchema.shape.became.extract(['amended', 'retracted']) }),
    ),
    /** The subjects that it told to be something else than they are found to be now. */
    roles: z.array(changedRoleSchema).min(1).optional(),
  })
  .meta({ id: 'AmendmentDue' });
export type AmendmentDue = z.infer<typeof amendmentDueSchema>;

/**
 * Judges whether what was told must be amended. That more is known by now is no reason: it is a
 * matter for another disclosure.
 *
 * @param changed how the facts differ from those that the package was built from.
 */
export function amendmentDue({
  reports,
  matches,
  roles = [],
}: ChangedFacts): AmendmentDue | undefined {
  const told = matches.filter(({ corrected }) => corrected).flatMap(asTold);
  if (reports.length + told.length + roles.length === 0) return undefined;
  const [since] = [...reports, ...roles].flatMap((one) => one.since ?? []).sort();
  return {
    ...(since && { since }),
    reports,
    matches: told,
    ...(roles.length > 0 && { roles }),
  };
}

const asTold = ({ matchId, subject, indicator, became }: ChangedMatch): AmendmentDue['matches'] =>
  became === 'raised' ? [] : [{ matchId, subject, indicator, became }];
