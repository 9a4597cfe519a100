import * as z from 'zod';
import { disclosureIdSchema, recipientIdSchema } from '../identifiers.ts';
import { localTimeSchema } from '../time.ts';

/*
 * `disclosure-package/1`: the one document that leaves. Every object is strict and every leaf is
 * mapped to its paragraph of s. 55(7) in `designated-information.ts`; what has no place here is
 * dropped. Things are named by labels that mean something within the package only: P parties, A
 * accounts, T transactions, R reports.
 */

const words = z.string().min(1);
const listOfWords = z.array(words);
const label = (letter: string) => z.string().regex(new RegExp(`^${letter}[1-9]\\d*$`));
const partyLabel = label('P');
const accountLabel = label('A');
const transactionLabel = label('T');
const reportLabel = label('R');
/** Decimal digits as filed: "640.00". */
const amount = z.string().regex(/^\d{1,17}(\.\d{1,10})?$/);

const partyShape = {
  label: partyLabel,
  kind: z.enum(['person', 'entity']),
  names: listOfWords,
  aliases: listOfWords,
  birthDates: listOfWords,
  occupations: listOfWords,
  employers: listOfWords,
  residences: listOfWords,
  citizenships: listOfWords,
  addresses: listOfWords,
  phones: listOfWords,
  emails: listOfWords,
  websites: listOfWords,
  userNames: listOfWords,
  clientNumbers: listOfWords,
  idDocuments: z.array(z.strictObject({ type: words, number: words, issuer: words.optional() })),
  businesses: listOfWords,
  registrations: z.array(z.strictObject({ number: words, place: words.optional() })),
  /** Why the party has its role, in words that cite transactions and indicators. */
  reasons: listOfWords,
  /** The transactions in which it plays a part. */
  transactions: z.array(transactionLabel),
};

/** Possible victims are never here: they have a list of their own. */
const packagePartySchema = z
  .strictObject({ ...partyShape, role: z.enum(['subject', 'connected', 'unknown']) })
  .meta({ id: 'PackageParty' });
export type PackageParty = z.infer<typeof packagePartySchema>;

const possibleVictimSchema = z
  .strictObject({ ...partyShape, role: z.literal('possible-victim') })
  .meta({ id: 'PossibleVictim' });
export type PossibleVictim = z.infer<typeof possibleVictimSchema>;

const packageAccountSchema = z
  .strictObject({
    label: accountLabel,
    institution: words,
    branch: words,
    /** Withheld where only possible victims hold it and the recipient is no police service. */
    number: words.optional(),
    type: words,
    currency: words,
    opened: words.optional(),
    closed: words.optional(),
    holders: z.array(partyLabel),
  })
  .meta({ id: 'PackageAccount' });
export type PackageAccount = z.infer<typeof packageAccountSchema>;

const movementShape = {
  manner: words,
  amount,
  /** ISO 4217, or the name of a virtual currency. */
  currency: words,
  exchangeRate: words.optional(),
  account: accountLabel.optional(),
  accountStatus: words.optional(),
  virtualCurrencyTransactions: listOfWords,
  sendingAddresses: listOfWords,
  receivingAddresses: listOfWords,
};

const packageTransactionSchema = z
  .strictObject({
    label: transactionLabel,
    report: reportLabel,
    number: words,
    date: z.iso.date(),
    /** With the offset of the place: "23:41:10-05:00". */
    localTime: words,
    postedAt: localTimeSchema.optional(),
    method: words,
    status: z.enum(['completed', 'attempted']),
    reasonNotCompleted: words.optional(),
    purpose: words.optional(),
    placeOfBusiness: z.strictObject({
      location: words.optional(),
      city: words.optional(),
      province: words.optional(),
      country: words.optional(),
    }),
    starts: z.array(
      z.strictObject({
        ...movementShape,
        conductors: z.array(
          z.strictObject({
            party: partyLabel,
            onBehalfOf: z.array(
              z.strictObject({ party: partyLabel, relationship: words.optional() }),
            ),
            deviceType: words.optional(),
          }),
        ),
        sources: z.array(
          z.strictObject({
            party: partyLabel,
            account: words.optional(),
            number: words.optional(),
          }),
        ),
      }),
    ),
    completions: z.array(
      z.strictObject({
        ...movementShape,
        valueInCanadianDollars: amount.optional(),
        beneficiaries: z.array(partyLabel),
        involved: z.array(partyLabel),
      }),
    ),
    /** Payers are counted, not profiled. */
    payers: z.int().min(0),
  })
  .meta({ id: 'PackageTransaction' });
export type PackageTransaction = z.infer<typeof packageTransactionSchema>;

const packageReportSchema = z
  .strictObject({
    label: reportLabel,
    type: words,
    filedOn: z.iso.date(),
    reporterCategory: words,
    /** As filed, never translated. */
    narrative: z.strictObject({ language: z.enum(['en', 'fr']), text: words }).optional(),
    actionTaken: words.optional(),
  })
  .meta({ id: 'PackageReport' });
export type PackageReport = z.infer<typeof packageReportSchema>;

/** The local dates of the first and the last of the transactions beside it. */
const periodShape = { from: z.iso.date(), until: z.iso.date() };

/** One for each indicator and party. */
const packageIndicatorSchema = z
  .strictObject({
    title: words,
    means: words,
    /** The fact at its fullest, with this party's own numbers. */
    sentence: words,
    /** Document and item spelled out. */
    sources: listOfWords,
    parties: z.array(partyLabel),
    /** What it rests on. Records stay with the reporting entity: `sentence` says so. */
    basis: z.enum(['transactions', 'records', 'transactions-and-records']),
    /** Absent where it rests on records only. */
    period: z.strictObject(periodShape).optional(),
    /** What the sentence rests on. */
    transactions: z.array(transactionLabel),
    /** When else the same indicator held, by other transactions. */
    otherPeriods: z.array(
      z.strictObject({ ...periodShape, transactions: z.array(transactionLabel) }),
    ),
  })
  .meta({ id: 'PackageIndicator' });
export type PackageIndicator = z.infer<typeof packageIndicatorSchema>;

const becameSchema = z.enum(['changed', 'withdrawn', 'left-out']);

/** What no longer is as an earlier package says. Labels are those of that package, unless it is said. */
const packageAmendmentSchema = z
  .strictObject({
    /** The package in whose place this one is. */
    amends: disclosureIdSchema,
    /** The first package of all: the same, unless that one was an amendment itself. */
    first: disclosureIdSchema,
    /** A withdrawal leaves nothing of it to rely on. */
    effect: z.enum(['replaces', 'withdraws']),
    /** Everything that follows, in words. */
    words: listOfWords,
    /** Left out: the report stands, and nothing rests on it any more. */
    reports: z.array(z.strictObject({ label: reportLabel, became: becameSchema })),
    transactions: z.array(
      z.strictObject({
        label: transactionLabel,
        became: becameSchema,
        /** Its label in this package. */
        now: transactionLabel.optional(),
      }),
    ),
    /** Those that hold no longer, by their titles in the earlier package. */
    indicators: z.array(z.strictObject({ title: words })),
    /** What the earlier package did not tell, by the labels of this one; absent where nothing is new. */
    added: z
      .strictObject({
        reports: z.array(reportLabel),
        transactions: z.array(transactionLabel),
        indicators: z.array(z.strictObject({ title: words })),
      })
      .optional(),
    /**
     * How many of whom it told otherwise are seen as possible victims now; absent where nobody is.
     * Never told to a recipient that may not know who they are.
     */
    nowPossibleVictims: z.int().min(1).optional(),
  })
  .meta({ id: 'PackageAmendment' });
export type PackageAmendment = z.infer<typeof packageAmendmentSchema>;

export const disclosurePackageSchema = z
  .strictObject({
    schema: z.literal('disclosure-package/1'),
    disclosureId: disclosureIdSchema,
    cover: z.strictObject({
      recipient: z.strictObject({ id: recipientIdSchema, name: words }),
      language: z.enum(['en', 'fr']),
      preparedAt: z.iso.datetime({ offset: true }),
      /** "#Project PROTECT", where the pattern of crime has a project. */
      projectTag: words.optional(),
      legalBasis: words,
      test: words,
      /** Only for recipients other than the police: the paragraph's test, and the facts that meet it. */
      secondTest: z.strictObject({ test: words, facts: words }).optional(),
      caveats: listOfWords,
    }),
    grounds: z.strictObject({ statement: words, facts: listOfWords }),
    parties: z.array(packagePartySchema),
    possibleVictims: z.array(possibleVictimSchema),
    /** Where help is found; only when there are possible victims. */
    referrals: listOfWords,
    accounts: z.array(packageAccountSchema),
    transactions: z.array(packageTransactionSchema),
    reports: z.array(packageReportSchema),
    reportCounts: z.array(z.strictObject({ type: words, count: z.int() })),
    reporterCounts: z.array(z.strictObject({ category: words, count: z.int() })),
    indicators: z.array(packageIndicatorSchema),
    relationships: z.array(z.strictObject({ from: partyLabel, to: partyLabel, reason: words })),
    payersCounted: z.int().min(0),
    /** Only of a package that takes the place of an earlier one. */
    amendment: packageAmendmentSchema.optional(),
  })
  .meta({ id: 'DisclosurePackage' });
export type DisclosurePackage = z.infer<typeof disclosurePackageSchema>;

/** A package before it is named and dated: the same contents for the same facts, always. */
export type PackageContents = Omit<DisclosurePackage, 'disclosureId' | 'cover'> & {
  cover: Omit<DisclosurePackage['cover'], 'preparedAt'>;
};
