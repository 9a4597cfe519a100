import * as z from 'zod';
import { recordParts } from '../ledger/contribution.ts';
import { channels, entryKinds, tieKinds } from '../ledger/entry.ts';
import { windowSchema } from '../time.ts';

/*
 * The measure language: a closed, typed vocabulary. A measure is a number computed from a ledger as
 * of one entry, over a half-open window that ends at that entry (t − over < x ≤ t). No string in it
 * is ever run as code, as a path or as a regular expression.
 */

const oneOrMore = <T extends z.ZodType>(item: T) => z.union([item, z.array(item).min(1)]);
const listName = z
  .string()
  .regex(/^[A-Z][A-Z0-9_-]{1,29}$/, 'write the name of a list in capitals, such as LODGING');
const minorUnits = z.int().min(0);
const km = z.number().positive().max(20_000);
const years = z.int().min(0).max(150);
const countryOrList = z
  .string()
  .regex(
    /^([A-Z]{2}|C-[A-Z]+)$/,
    'write a country such as PH or a list of countries such as C-CSE',
  );

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
  counterpartyCountry: oneOrMore(countryOrList).optional(),
  /** Whole years of the other side on the day; unknown ages never match. Both bounds inclusive. */
  counterpartyAge: z
    .strictObject({ atLeast: years.optional(), atMost: years.optional() })
    .optional(),
  /** The other side is at least so many years younger than the subject; unknown ages never match. */
  youngerByYears: years.optional(),
  /** Why the other side is no stranger: the tie the report tells. */
  tie: oneOrMore(z.enum(tieKinds)).optional(),
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
  /** At least so many kilometres from the subject's home city; unknown places never match. */
  beyondHomeKm: km.optional(),
  /** Where it happened: countries, or lists of them (`rules/lists/countries.json`). */
  country: oneOrMore(countryOrList).optional(),
  /** In a city of these lists: `rules/lists/place-lists.json`. */
  placeList: oneOrMore(listName).optional(),
  /** A provider of `rules/lists/service-areas.json` that does not serve the province of the subject's home. */
  outsideServiceArea: z.literal(true).optional(),
  /** Whether an account of the subject takes part; an exchange over the counter has none. */
  hasAccount: z.boolean().optional(),
  cardPresent: z.boolean().optional(),
  refund: z.boolean().optional(),
  purpose: oneOrMore(z.string().min(1)).optional(),
  /** Default false: attempted transactions moved nothing. */
  attempted: z.boolean().optional(),
});
export type Selector = z.infer<typeof selectorSchema>;

/** What `distinct`, `topShare`, `largest` and `runs` tell apart. */
const distinctFields = [
  'counterparty',
  /** The other side and the amount together: equal instalments to one person. */
  'counterpartyAmount',
  'localDate',
  'city',
  'area',
  'province',
  'country',
  'terminal',
  'merchant',
  'merchantGroup',
  /** Pay, or the merchant groups the selector asks for: what money is spent on. */
  'category',
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
const field = z.enum(distinctFields, {
  error: ({ input }) =>
    input === undefined
      ? undefined
      : `choose one of ${distinctFields.join(', ')} instead of ${input}`,
});

export const measureNameSchema = z
  .string()
  .regex(
    /^[a-z][A-Za-z0-9]{2,59}$/,
    'name a measure by 3 to 60 letters and digits, a small letter first, such as nightCash30d',
  );
const over = windowSchema;
const indicatorId = z
  .string()
  .regex(/^HT-(SEX|LAB|CSE|SMG|GEN)-\d{3}$/, 'write an id such as HT-SEX-001');
const familyName = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]+$/, 'write a family in capitals, such as CASH');

/** Which values of a field count: seen so often, worth so much. */
const occurringSchema = z.strictObject({
  atLeast: z.int().min(1).optional(),
  atMost: z.int().min(1).optional(),
  /** Canadian minor units of all its entries in the window. */
  sumAtLeast: minorUnits.optional(),
  /**
   * Worth so many times the monthly median of clients for that merchant group, for each 30 days of the
   * window: `rules/lists/peers.json`. A value without a median never counts.
   */
  peerMedianTimes: z.number().positive().optional(),
});

/** Supporting records that count. Without `over`, whatever was known by then. */
const recordsOf = {
  codes: z.array(z.string()).min(1).optional(),
  /** Of card authorizations: at merchants of these groups. */
  merchantGroup: oneOrMore(listName).optional(),
  /** None of these codes. */
  exceptCodes: z.array(z.string()).min(1).optional(),
  /** At least so sure a match of outside data; records without a confidence never count. */
  confidence: z.enum(['low', 'medium', 'high']).optional(),
  over: windowSchema.optional(),
};

/** What people may share without being one: `sharers`. */
export const contactKinds = ['phone', 'email', 'device', 'address', 'wallet', 'handle'] as const;

export const measureSchema = z.union([
  /** How many entries. */
  z.strictObject({ count: selectorSchema, over }),
  /** Their sum in Canadian minor units, or the sum of the fees they cost. */
  z.strictObject({ sum: selectorSchema, over, field: z.literal('fee').optional() }),
  /**
   * How many different values. `occurring` keeps values seen so often or worth so much; `apartKm`
   * keeps, of cities, only those at least so far from every one kept before (in alphabetical order);
   * `nearMedianPercent` keeps values with an amount that differs from the median amount of the window
   * by at most so many hundredths of it. `occurring` goes with each of the two, which exclude each
   * other.
   */
  z.strictObject({
    distinct: field,
    of: selectorSchema,
    over,
    occurring: occurringSchema.optional(),
    apartKm: km.optional(),
    nearMedianPercent: z.number().min(0).max(100).optional(),
  }),
  /** One measure of this document divided by another; undefined when the divisor is 0. */
  z.strictObject({ share: measureNameSchema, of: measureNameSchema }),
  /** The part that the `top` most frequent (or, by sum, largest) values have; undefined for nothing. */
  z.strictObject({
    topShare: field,
    of: selectorSchema,
    over,
    by: z.enum(['count', 'sum']),
    top: z.int().min(1).max(10),
  }),
  /**
   * What the value with most entries (or, by sum, most money) has: a count or Canadian minor units; 0
   * for nothing.
   */
  z.strictObject({ largest: field, of: selectorSchema, over, by: z.enum(['count', 'sum']) }),
  /**
   * How many `counted` entries share the value that most of the others (`of`) have: the groceries
   * bought with the card that pays the motels. The first in alphabetical order of equal values; 0 when
   * the others have none.
   */
  z.strictObject({ withTop: field, of: selectorSchema, counted: selectorSchema, over }),
  /** The middle amount in Canadian minor units (the mean of the two middle ones); undefined for nothing. */
  z.strictObject({ median: z.literal('amount'), of: selectorSchema, over }),
  /**
   * The median, over the local dates of the window, of what is left at the end of the date: incoming
   * less outgoing money of the subject's accounts, carried from date to date and never below 0. The
   * window has so many dates, the last of them that of the entry as it stands then; dates before the
   * first entry of an account are left out, and before it the measure is undefined. Canadian minor
   * units. A ledger that shows only part of an account shows only part of it.
   */
  z.strictObject({ medianBalance: z.literal('endOfDay'), over }),
  /**
   * Runs: entries with the same value of `at`, from the oldest not yet in a run, all less than
   * `within` after the first of the run, that have at least so many different values of `distinct`
   * and, if asked, are worth so many Canadian minor units. An entry after which too little comes opens
   * none, and the next one may. A run counts from the entry that completes it while its first is in
   * the window.
   */
  z.strictObject({
    runs: selectorSchema,
    at: field,
    distinct: field,
    atLeast: z.int().min(2),
    within: windowSchema,
    sumAtLeast: minorUnits.optional(),
    over,
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
    /** At least so long after each other. */
    apart: windowSchema.optional(),
    /** Either may come first. */
    eitherOrder: z.literal(true).optional(),
    same: z
      .array(z.enum(['merchant', 'city', 'area', 'country', 'card', 'account', 'counterparty']))
      .optional(),
    different: z.array(z.enum(['city', 'area', 'province', 'card', 'account'])).optional(),
    amountsWithinPercent: z.number().min(0).max(100).optional(),
    atLeastKm: km.optional(),
    atMostKm: km.optional(),
    distinct: field.optional(),
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
  /**
   * The count (or sum) in the window divided by the median of the six windows of that length before
   * it, taken as at least 1 (one dollar for sums).
   */
  z.strictObject({
    ratioToBaseline: selectorSchema,
    by: z.enum(['count', 'sum']).optional(),
    over,
  }),
  /**
   * How many standard deviations another measure of this document lies above the mean of clients in
   * the same industry and size of city: `rules/lists/peers.json`. Undefined where there are no peers;
   * an indicator whose subject's industry is not known is not evaluable.
   */
  z.strictObject({
    peerZ: measureNameSchema,
    statistic: z
      .string()
      .regex(/^[a-z][a-z0-9-]+$/, 'write the name of a statistic in small letters'),
  }),
  /**
   * Supporting records of a part. When no report ever supplied that part, an indicator is not
   * evaluable, and in a suppressor the measure is undefined.
   */
  z.strictObject({ records: z.enum(recordParts), ...recordsOf }),
  z.strictObject({
    distinctRecords: z.enum(['key', 'city', 'code', 'value']),
    of: z.enum(recordParts),
    ...recordsOf,
  }),
  /** How many of these indicators hold as of the entry or held within the window. */
  z.strictObject({ matched: z.array(indicatorId).min(1), over }),
  /**
   * How many of these families have an indicator that holds or held within the window. An indicator
   * that itself asks about others is none of them, so that nothing is counted twice.
   */
  z.strictObject({ matchedFamilies: z.array(familyName).min(1), over }),
  /** Known about the subject, not over a window; absent, it is as a part that was never supplied. */
  z.strictObject({
    profile: z.enum(['monthlyIncomeMinor', 'expectedMonthlyInMinor', 'employees', 'age']),
  }),
  /** 1 when the subject's industry code begins with one of these, else 0; absent, as `profile`. */
  z.strictObject({
    industry: z
      .array(z.string().regex(/^\d{2,6}$/, 'write 2 to 6 digits of an industry code'))
      .min(1),
  }),
  /**
   * Canadian minor units of so many hours at the minimum wage of the subject's home province as of the
   * entry (`rules/lists/minimum-wages.json`); undefined where the province is not known.
   */
  z.strictObject({ minimumWageHours: z.int().min(1).max(3000) }),
  /**
   * How many clearly different names the reports give the subject: names less alike than four parts
   * in five, as edit distance over the longer one. Case, accents and the order of words do not matter.
   */
  z.strictObject({ ownNames: z.literal('different') }),
  /** 1 when the subject has an address of that class, else 0. */
  z.strictObject({
    addressClass: z.array(z.enum(['home', 'lodging', 'mail_drop', 'shelter', 'bunkhouse'])).min(1),
  }),
  /** 1 when the subject's occupation, employer or business has a word of the list, else 0. */
  z.strictObject({ occupation: listName }),
  /**
   * Of the people who use one contact detail of these kinds together with the subject, the most there
   * are, itself included: as many as used it by the moment. A detail of more than fifty subjects is
   * everybody's and counts nobody. Judged when a case is assembled; not evaluable where no report told
   * a detail of these kinds.
   */
  z.strictObject({
    sharers: z.array(z.enum(contactKinds)).min(1),
    /** Of each family one, of the subject's itself; people whose surname is not known never count. */
    unrelated: z.literal(true).optional(),
    /** Only sharers whose pay comes from one employer, the commonest among them. */
    sameEmployer: z.literal(true).optional(),
    /** Only sharers that are organizations, or persons. */
    kind: z.enum(['person', 'entity']).optional(),
  }),
  /**
   * How many other people on the other side of the selected entries have ledgers of their own that
   * show what is asked, by the moment: subjects that are linked to this one. Judged when a case is
   * assembled; not evaluable where nobody is linked.
   */
  z.strictObject({
    neighbours: selectorSchema,
    over,
    /** Each on the other side of at least so many selected entries (1). */
    times: z.int().min(2).optional(),
    /** The part of the selected entries' sum that is with them, at least. */
    partOfSum: z.number().gt(0).max(1).optional(),
    /**
     * Their own indicators, and families that have one, that hold or held within the window: at least
     * so many different ones (1). Indicators that look beyond one ledger are never among them.
     */
    matching: z
      .strictObject({
        indicators: z.array(indicatorId).min(1).optional(),
        families: z.array(familyName).min(1).optional(),
        atLeast: z.int().min(1).optional(),
      })
      .optional(),
    /**
     * The part of what they received in the window that they passed to the subject, at least: the
     * selected entries' sum, which must be incoming ones, divided by what came in, transfers between
     * own accounts left out.
     */
    forwarding: z.number().gt(0).max(1).optional(),
    /** Counts only pay as what they received. */
    ofPay: z.literal(true).optional(),
    /** Only those whose pay in the window comes from one employer, the commonest among them. */
    sameEmployer: z.literal(true).optional(),
  }),
]);
export type Measure = z.infer<typeof measureSchema>;
