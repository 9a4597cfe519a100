import * as z from 'zod';
import { recordParts } from '../ledger/contribution.ts';
import { channels, entryKinds } from '../ledger/entry.ts';
import { windowSchema } from '../time.ts';

/*
 * The measure language: a closed, typed vocabulary. A measure is a number computed from a ledger as
 * of one entry, over a half-open window that ends at that entry (t − over < x ≤ t). No string in it
 * is ever run as code, as a path or as a regular expression.
 */

const oneOrMore = <T extends z.ZodType>(item: T) => z.union([item, z.array(item).min(1)]);
const listName = z.string().regex(/^[A-Z][A-Z0-9_-]{1,29}$/);
const minorUnits = z.int().min(0);
const km = z.number().positive().max(20_000);

/** Which entries count. Every field given must hold; a list means any of it. */
export const selectorSchema = z.strictObject({
  kind: oneOrMore(z.enum(entryKinds)).optional(),
  direction: z.enum(['in', 'out']).optional(),
  channel: oneOrMore(z.enum(channels)).optional(),
  /** Default holder: what the subject only carried out for others does not count. */
  role: z.enum(['holder', 'conductor', 'any']).optional(),
  /** Local 22:00 inclusive to 06:00 exclusive. */
  night: z.boolean().optional(),
  /** Local, from inclusive, to exclusive; may wrap midnight. */
  localTime: z.strictObject({ from: z.string(), to: z.string() }).optional(),
  /** Outside the hours the business declared; entries of a subject without declared hours never match. */
  outsideDeclaredHours: z.literal(true).optional(),
  /** Groups of merchant category codes: `rules/lists/merchant-groups.json`. */
  merchantGroup: oneOrMore(listName).optional(),
  /** Names of merchants: `rules/lists/merchants.json`. */
  merchantList: oneOrMore(listName).optional(),
  /** Keyword lists: `rules/lists/keywords.json`; whole words, folded case and accents, in `in`. */
  words: z
    .strictObject({
      list: oneOrMore(listName),
      in: z
        .array(z.enum(['memo', 'recipientAsTyped', 'senderAlias', 'purpose', 'counterpartyName']))
        .min(1),
    })
    .optional(),
  /** A second name in brackets or quotes that is no part of the subject's own names. */
  bracketedAlias: z.literal(true).optional(),
  /** No tie in the report, and no two-way payments older than 180 days. */
  unrelated: z.literal(true).optional(),
  counterparty: z.enum(['person', 'entity']).optional(),
  counterpartyCountry: oneOrMore(z.string().regex(/^([A-Z]{2}|C-[A-Z]+)$/)).optional(),
  conductor: oneOrMore(z.enum(['holder', 'other', 'unknown'])).optional(),
  namedBeneficiary: z.literal(true).optional(),
  accountType: oneOrMore(z.enum(['personal', 'business', 'trust', 'other', 'casino'])).optional(),
  /** Canadian minor units, both bounds inclusive. */
  amount: z
    .strictObject({
      atLeast: minorUnits.optional(),
      atMost: minorUnits.optional(),
      multipleOf: z.int().positive().optional(),
      oneOf: z.array(minorUnits).min(1).optional(),
    })
    .optional(),
  /** In a city that is not the metropolitan area of the subject's home; unknown places never match. */
  awayFromHome: z.literal(true).optional(),
  /** Within so many kilometres of the subject's home city. */
  nearHomeKm: km.optional(),
  cardPresent: z.boolean().optional(),
  refund: z.boolean().optional(),
  purpose: oneOrMore(z.string().min(1)).optional(),
  /** Default false: attempted transactions moved nothing. */
  attempted: z.boolean().optional(),
});
export type Selector = z.infer<typeof selectorSchema>;

/** What `distinct` and `topShare` tell apart. */
const distinctFields = [
  'counterparty',
  'localDate',
  'city',
  'area',
  'province',
  'country',
  'terminal',
  'merchant',
  'merchantGroup',
  'amount',
  'card',
  'account',
  'device',
  'institution',
  'namedBeneficiary',
  'alias',
  'conductor',
  'stay',
] as const;
export type DistinctField = (typeof distinctFields)[number];

export const measureNameSchema = z.string().regex(/^[a-z][A-Za-z0-9]{2,59}$/);
const over = windowSchema;

export const measureSchema = z.union([
  /** How many entries. */
  z.strictObject({ count: selectorSchema, over }),
  /** Their sum in Canadian minor units. */
  z.strictObject({ sum: selectorSchema, over }),
  /**
   * How many different values. `occurring` keeps values seen so often; `apartKm` keeps, of cities,
   * only those at least so far from every one kept before (in alphabetical order).
   */
  z.strictObject({
    distinct: z.enum(distinctFields),
    of: selectorSchema,
    over,
    occurring: z
      .strictObject({ atLeast: z.int().optional(), atMost: z.int().optional() })
      .optional(),
    apartKm: km.optional(),
  }),
  /** One measure of this document divided by another; undefined when the divisor is 0. */
  z.strictObject({ share: measureNameSchema, of: measureNameSchema }),
  /** The part that the `top` most frequent (or, by sum, largest) values have; undefined for nothing. */
  z.strictObject({
    topShare: z.enum(distinctFields),
    of: selectorSchema,
    over,
    by: z.enum(['count', 'sum']),
    top: z.int().min(1).max(10),
  }),
  /** Local dates with at least so many entries, optionally all within so many hours. */
  z.strictObject({
    dates: selectorSchema,
    atLeast: z.int().min(1),
    within: windowSchema.optional(),
    over,
  }),
  /**
   * Ordered pairs: a `first` entry followed by a `next` entry within the gap; each entry used once,
   * oldest first, over the whole ledger up to the entry. A pair counts when both lie in the window.
   * `distinct` counts the different values of the `next` entry instead of the pairs.
   */
  z.strictObject({
    pairs: z.strictObject({ first: selectorSchema, next: selectorSchema }),
    within: windowSchema,
    /** Either may come first. */
    eitherOrder: z.literal(true).optional(),
    same: z
      .array(z.enum(['merchant', 'city', 'area', 'card', 'account', 'counterparty']))
      .optional(),
    different: z.array(z.enum(['city', 'area', 'province', 'card', 'account'])).optional(),
    amountsWithinPercent: z.number().min(0).max(100).optional(),
    atLeastKm: km.optional(),
    atMostKm: km.optional(),
    distinct: z.enum(distinctFields).optional(),
    over,
  }),
  /**
   * First in, first out: the Canadian minor units of incoming money of the window that left within
   * `within` of coming in. Money is matched oldest first over the whole ledger up to the entry.
   */
  z.strictObject({
    passedOn: z.strictObject({ in: selectorSchema, out: selectorSchema }),
    within: windowSchema,
    over,
  }),
  /** The count in the window divided by the median of the six windows of that length before it (at least 1). */
  z.strictObject({ ratioToBaseline: selectorSchema, over }),
  /**
   * Supporting records of a part. When no report ever supplied that part, an indicator is not
   * evaluable, and in a suppressor the measure is undefined.
   */
  z.strictObject({
    records: z.enum(recordParts),
    codes: z.array(z.string()).min(1).optional(),
    over,
  }),
  z.strictObject({
    distinctRecords: z.enum(['key', 'city', 'code']),
    of: z.enum(recordParts),
    codes: z.array(z.string()).min(1).optional(),
    over,
  }),
  /** Known about the subject, not over a window; absent, it is as a part that was never supplied. */
  z.strictObject({
    profile: z.enum(['monthlyIncomeMinor', 'expectedMonthlyInMinor', 'employees', 'age']),
  }),
  /** 1 when the subject has an address of that class, else 0. */
  z.strictObject({
    addressClass: z.array(z.enum(['home', 'lodging', 'mail_drop', 'shelter', 'bunkhouse'])).min(1),
  }),
  /** 1 when the subject's occupation, employer or business has a word of the list, else 0. */
  z.strictObject({ occupation: listName }),
]);
export type Measure = z.infer<typeof measureSchema>;
