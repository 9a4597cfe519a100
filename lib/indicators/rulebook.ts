import * as z from 'zod';
import { translatedSchema } from '../translated.ts';
import { indicatorSchema, suppressorSchema } from './indicator.ts';
import { scoringSchema, typologySchema } from './typology.ts';

/** Merchant category codes by group: single codes or inclusive ranges, "3501-3999". */
const merchantGroupsSchema = z.record(
  z.string(),
  z.array(z.string().regex(/^\d{4}(-\d{4})?$/, 'write codes such as 7011 or 3501-3999')),
);

/** When a list was looked through last, and where it comes from. */
const dated = { reviewedOn: z.iso.date(), source: z.string().min(1) };
const minorUnits = z.int().min(0);
const province = z.string().regex(/^[A-Z]{2}$/, 'write a province such as ON');

/** A dated, reviewed list of words or names. */
const datedListSchema = z.strictObject({
  ...dated,
  /** Matched as whole words, with case and accents folded. */
  terms: z.array(z.string().min(1)).min(1),
});

const placeSchema = z.strictObject({
  city: z.string(),
  province,
  /** The census metropolitan area, or the city itself: cities of one area count as one. */
  area: z.string(),
  latitude: z.number(),
  longitude: z.number(),
});
export type Place = z.infer<typeof placeSchema>;

const gazetteerSchema = z
  .strictObject({
    version: z.int(),
    source: z.string(),
    places: z.array(placeSchema),
    /** Metropolitan areas of half a million people and more. */
    largeAreas: z.array(z.string()),
  })
  .refine(({ places, largeAreas }) => {
    const areas = new Set(places.map(({ area }) => area));
    return largeAreas.every((area) => areas.has(area));
  }, 'a large area is the area of a place');

/** Cities of the gazetteer that have something in common. */
const placeListSchema = z.strictObject({
  ...dated,
  places: z.array(placeSchema.pick({ city: true, province: true })).min(1),
});

/** Utilities and the provinces they serve. */
const serviceAreasSchema = z.strictObject({
  ...dated,
  providers: z.array(
    z.strictObject({
      /** Matched as whole words, with case and accents folded. */
      name: z.string().min(1),
      provinces: z.array(province).min(1),
    }),
  ),
});

const minimumWagesSchema = z.strictObject({
  ...dated,
  /** Canadian minor units an hour, from a local date inclusive until the next one of the province. */
  wages: z.array(z.strictObject({ province, from: z.iso.date(), hourlyMinor: minorUnits })),
});

/** What is usual among clients of one industry and size of city, in Canadian minor units. */
const peerGroupSchema = z.strictObject({
  /** The beginning of the industry code (NAICS): the longest that fits a client counts. */
  industry: z.string().regex(/^\d{2,6}$/, 'write 2 to 6 digits of an industry code'),
  /** Of one industry the client's own size of city goes before `any`. */
  city: z.enum(['large', 'other', 'any']),
  mean: z.number().min(0),
  deviation: z.number().positive(),
});
export type PeerGroup = z.infer<typeof peerGroupSchema>;

const peersSchema = z.strictObject({
  ...dated,
  statistics: z.record(
    z.string().regex(/^[a-z][a-z0-9-]+$/, 'write the name of a statistic in small letters'),
    z.array(peerGroupSchema).min(1),
  ),
  /** What half of the clients spend less than in a month, by merchant group. */
  monthlyMedians: z.record(z.string(), z.int().positive()),
});

/** What a reporting entity may state about a party in one word: `facts` records. */
const factCodesSchema = z.record(
  z.string().regex(/^[a-z][a-z_]{2,59}$/, 'write a code in small letters, such as kin'),
  z.strictObject({ ...translatedSchema.shape, tier: z.enum(['A', 'B', 'C']) }),
);

export const listsSchema = z
  .strictObject({
    merchantGroups: merchantGroupsSchema,
    merchants: z.record(z.string(), datedListSchema),
    keywords: z.record(z.string(), datedListSchema),
    countries: z.record(
      z.string(),
      z.strictObject({ source: z.string(), codes: z.array(z.string()) }),
    ),
    gazetteer: gazetteerSchema,
    placeLists: z.record(z.string(), placeListSchema),
    serviceAreas: serviceAreasSchema,
    minimumWages: minimumWagesSchema,
    peers: peersSchema,
    factCodes: factCodesSchema,
  })
  .refine(({ placeLists, gazetteer }) => {
    const nameOf = ({ city, province: of }: Pick<Place, 'city' | 'province'>) => `${city}, ${of}`;
    const known = new Set(gazetteer.places.map(nameOf));
    return Object.values(placeLists)
      .flatMap(({ places }) => places)
      .every((place) => known.has(nameOf(place)));
  }, 'a place of a list is in the gazetteer')
  .refine(
    ({ peers, merchantGroups }) =>
      Object.keys(peers.monthlyMedians).every((group) => Object.hasOwn(merchantGroups, group)),
    'a monthly median is that of a merchant group',
  );
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
