import * as z from 'zod';

/** More places than routing weighs. */
export const mostPlaces = 40;

/**
 * Where a case happened, as far as ledgers tell: what is asked of the routing table before anybody has
 * submitted it.
 */
export const whereaboutsSchema = z
  .strictObject({
    /**
     * How many facts happened in each place, most of them first: of lodging, cash and flagged addresses,
     * and of any other kind only where there are none of these.
     */
    facts: z
      .array(
        z.strictObject({
          province: z.string(),
          city: z.string().optional(),
          count: z.int().min(1),
        }),
      )
      .max(mostPlaces),
    /** Provinces of the subjects' addresses. */
    homes: z.array(z.string()),
  })
  .meta({ id: 'Whereabouts' });
export type Whereabouts = z.infer<typeof whereaboutsSchema>;
