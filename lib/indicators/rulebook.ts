import * as z from 'zod';
import { indicatorSchema, suppressorSchema } from './indicator.ts';
import { scoringSchema, typologySchema } from './typology.ts';

/** Merchant category codes by group: single codes or inclusive ranges, "3501-3999". */
const merchantGroupsSchema = z.record(z.string(), z.array(z.string().regex(/^\d{4}(-\d{4})?$/)));

/** A dated, reviewed list of words or names. */
const datedListSchema = z.strictObject({
  reviewedOn: z.iso.date(),
  source: z.string().min(1),
  /** Matched as whole words, with case and accents folded. */
  terms: z.array(z.string().min(1)).min(1),
});

const placeSchema = z.strictObject({
  city: z.string(),
  province: z.string().regex(/^[A-Z]{2}$/),
  /** The census metropolitan area, or the city itself: cities of one area count as one. */
  area: z.string(),
  latitude: z.number(),
  longitude: z.number(),
});
export type Place = z.infer<typeof placeSchema>;

export const listsSchema = z.strictObject({
  merchantGroups: merchantGroupsSchema,
  merchants: z.record(z.string(), datedListSchema),
  keywords: z.record(z.string(), datedListSchema),
  countries: z.record(
    z.string(),
    z.strictObject({ source: z.string(), codes: z.array(z.string()) }),
  ),
  gazetteer: z.strictObject({ version: z.int(), source: z.string(), places: z.array(placeSchema) }),
});
export type Lists = z.infer<typeof listsSchema>;

/** An immutable, numbered set of indicator, suppressor and typology versions. */
export const rulebookSchema = z.strictObject({
  number: z.int().min(1),
  indicators: z.array(indicatorSchema),
  suppressors: z.array(suppressorSchema),
  typologies: z.array(typologySchema),
  scoring: scoringSchema,
  lists: listsSchema,
});
export type Rulebook = z.infer<typeof rulebookSchema>;

/** The port to the rulebook that is active now. */
export type Rulebooks = { active(): Promise<Rulebook> };
