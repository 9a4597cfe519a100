import * as z from 'zod';
import { currencies } from '../currencies.ts';

/*
 * The profile `transaction-report-batch/1`: words instead of numeric codes, each person and each
 * account once. Shapes only; whether references resolve, amounts are exact and times are possible
 * is judged after the shape, by `validate-report.ts`, in the order the profile names.
 */

const text = (max: number) => z.string().min(1).max(max);
const ref = text(200);
const country = z.string().regex(/^[A-Z]{2}$/);
const province = z.string().regex(/^[A-Z]{2}$/);
const date = z.iso.date();
/** Decimal digits, never a JSON number: "640.00". */
const amount = z.string().regex(/^\d{1,17}(\.\d{2,10})?$/);
const currency = z.enum(currencies).meta({ id: 'Currency' });
/** RFC 3339 with the local offset; judged in the time step, so that its code says what is wrong. */
const time = z.string().min(1).max(40);

export const methods = [
  'in_person',
  'abm',
  'armoured_car',
  'courier',
  'mail',
  'telephone',
  'other',
  'night_deposit',
  'quick_drop',
  'self_redemption_kiosk',
  'vc_atm',
  'online',
] as const;

export const startKinds = [
  'bank_draft',
  'cash',
  'casino_product',
  'cheque',
  'domestic_transfer',
  'emt',
  'funds_withdrawal',
  'international_transfer',
  'investment_product',
  'jewellery',
  'mobile_money',
  'money_order',
  'precious_metals',
  'precious_stones',
  'virtual_currency',
  'other',
] as const;

export const dispositions = [
  'deposit',
  'exchange_to_fiat',
  'casino_product',
  'bank_draft',
  'money_order',
  'life_insurance',
  'investment',
  'real_estate',
  'cash_out',
  'other',
  'jewellery',
  'precious_metals',
  'to_vc_wallet',
  'exchange_to_vc',
  'outgoing_vc',
  'outgoing_emt',
  'hold_funds',
  'precious_stones',
  'issued_cheque',
  'outgoing_domestic',
  'outgoing_international',
  'prepaid_card',
  'denomination_exchange',
  'payment_to_account',
  'goods',
  'services',
  'outgoing_mobile',
  'cash_withdrawal',
] as const;

const sectors = [
  'accountant',
  'bank',
  'caisse_populaire',
  'crown_agent',
  'casino',
  'cooperative_credit_society',
  'life_insurance_broker',
  'life_insurance_company',
  'msb',
  'provincial_savings_office',
  'real_estate',
  'credit_union',
  'securities_dealer',
  'trust_loan_company',
  'bc_notary',
  'precious_metals_dealer',
  'credit_union_central',
  'financial_services_cooperative',
  'foreign_msb',
  'mortgage_administrator',
  'mortgage_broker',
  'mortgage_lender',
  'factor',
  'financing_leasing',
  'title_insurer',
] as const;

const partyRoles = [
  'subject',
  'possible_victim',
  'facilitator',
  'buyer',
  'merchant',
  'unknown',
] as const;

const accountStatus = z.enum(['active', 'inactive', 'dormant', 'closed']);

const addressSchema = z.strictObject({
  unit: text(10).optional(),
  building: text(10).optional(),
  street: text(100).optional(),
  city: text(100).optional(),
  district: text(100).optional(),
  province: province.optional(),
  postal: text(20).optional(),
  country: country.optional(),
  unstructured: text(500).optional(),
});

/** Health and social insurance cards have no word here: they may not be reported. */
const identificationSchema = z.strictObject({
  type: z.enum([
    'birth_certificate',
    'passport',
    'other',
    'drivers_licence',
    'citizenship_card',
    'certificate_of_indian_status',
    'permanent_resident_card',
    'record_of_landing',
    'government_id',
    'provincial_id',
    'visa',
  ]),
  number: text(100),
  country: country.optional(),
  province: province.optional(),
});

const partyBase = {
  ref,
  role: z.enum(partyRoles),
  alias: text(100).optional(),
  phone: text(20).optional(),
  extension: text(10).optional(),
  email: text(200).optional(),
  url: text(500).optional(),
  clientNumber: text(100).optional(),
  address: addressSchema.optional(),
  ids: z.array(identificationSchema).max(20).optional(),
};

const personSchema = z.strictObject({
  ...partyBase,
  kind: z.literal('person'),
  surname: text(100).optional(),
  given: text(100).optional(),
  otherName: text(100).optional(),
  birthDate: date.optional(),
  occupation: text(200).optional(),
  employer: text(200).optional(),
  residence: country.optional(),
  citizenship: country.optional(),
});

const organizationSchema = z.strictObject({
  ...partyBase,
  kind: z.literal('entity'),
  name: text(100).optional(),
  business: text(200).optional(),
  structure: z.enum(['corporation', 'other', 'trust', 'widely_held_trust']).optional(),
  registrations: z
    .array(
      z.strictObject({
        number: text(100),
        country: country.optional(),
        province: province.optional(),
      }),
    )
    .max(20)
    .optional(),
});

const partySchema = z
  .discriminatedUnion('kind', [personSchema, organizationSchema])
  .meta({ id: 'Party' });
export type Party = z.infer<typeof partySchema>;
export type Person = z.infer<typeof personSchema>;

const accountSchema = z
  .strictObject({
    ref,
    fi: text(10),
    branch: text(10),
    number: text(50),
    type: z.enum(['personal', 'business', 'trust', 'other', 'casino']),
    currency,
    opened: date.optional(),
    closed: date.optional(),
    holders: z.array(ref).min(1).max(100),
  })
  .meta({ id: 'Account' });
export type Account = z.infer<typeof accountSchema>;

const relationship = z.enum([
  'accountant',
  'agent',
  'borrower',
  'broker',
  'customer',
  'employee',
  'friend',
  'relative',
  'other',
  'legal_counsel',
  'employer',
  'joint_owner',
  'power_of_attorney',
  'vendor',
]);

const conductorSchema = z.strictObject({
  party: ref,
  email: text(200).optional(),
  username: text(100).optional(),
  url: text(500).optional(),
  device: z.enum(['computer', 'mobile', 'tablet', 'other']).optional(),
  deviceId: text(200).optional(),
  ip: text(45).optional(),
  sessionAt: time.optional(),
  onBehalfOf: z
    .array(z.strictObject({ party: ref, relationship: relationship.optional() }))
    .max(20)
    .optional(),
});

/** What an action moves: an amount in a currency, or a quantity of a virtual currency. */
const movement = {
  amount,
  currency: currency.optional(),
  virtualCurrency: text(20).optional(),
  virtualCurrencyTransactions: z.array(text(200)).max(100).optional(),
  sendingAddresses: z.array(text(200)).max(100).optional(),
  receivingAddresses: z.array(text(200)).max(100).optional(),
  /** Canadian dollars for one unit of the currency. */
  exchangeRate: z
    .string()
    .regex(/^\d{1,10}(\.\d{1,10})?$/)
    .optional(),
  reference: text(100).optional(),
  account: ref.optional(),
  accountStatus: accountStatus.optional(),
};

const startActionSchema = z.strictObject({
  ...movement,
  direction: z.enum(['in', 'out']),
  kind: z.enum(startKinds),
  howObtained: text(200).optional(),
  sources: z
    .array(
      z.strictObject({
        party: ref.optional(),
        account: text(100).optional(),
        number: text(100).optional(),
      }),
    )
    .max(20)
    .optional(),
  conductors: z.array(conductorSchema).max(20).optional(),
});

const completeActionSchema = z.strictObject({
  ...movement,
  disposition: z.enum(dispositions),
  valueInCanadianDollars: amount.optional(),
  involved: z
    .array(z.strictObject({ party: ref }))
    .max(20)
    .optional(),
  beneficiaries: z
    .array(
      z.strictObject({
        party: ref,
        clientNumber: text(100).optional(),
        username: text(100).optional(),
        email: text(200).optional(),
      }),
    )
    .max(20)
    .optional(),
});

/** Our extension: feeds indicators, is not part of the official form. */
const contextSchema = z.strictObject({
  mcc: z
    .string()
    .regex(/^\d{4}$/)
    .optional(),
  merchant: text(200).optional(),
  city: text(100).optional(),
  province: province.optional(),
  country: country.optional(),
  lat: z.number().min(-90).max(90).optional(),
  lon: z.number().min(-180).max(180).optional(),
  postal: text(20).optional(),
  memo: text(500).optional(),
  recipientAsTyped: text(300).optional(),
  senderAlias: text(300).optional(),
  terminal: text(100).optional(),
  terminalOwner: z.enum(['bank', 'white_label']).optional(),
  card: text(100).optional(),
  cardPresent: z.boolean().optional(),
  refundOf: ref.optional(),
  fee: amount.optional(),
});

const transactionFields = {
  ref,
  location: text(30).optional(),
  at: time,
  postedAt: time.optional(),
  method: z.enum(methods),
  purpose: text(200).optional(),
  start: z.array(startActionSchema).min(1).max(100),
  complete: z.array(completeActionSchema).max(100).optional(),
  context: contextSchema.optional(),
};

const transactionSchema = z
  .strictObject({
    ...transactionFields,
    attempted: z.boolean(),
    reasonNotCompleted: text(200).optional(),
  })
  .meta({ id: 'Transaction' });
export type Transaction = z.infer<typeof transactionSchema>;

const observationCodes = [
  'OBS-ESCORTED',
  'OBS-ID-HELD',
  'OBS-DOCS-HELD',
  'OBS-SPEAKS-FOR',
  'OBS-FILLS-FORM',
  'OBS-INTERPRETER',
  'OBS-FALSE-KIN',
  'OBS-INTIMIDATION',
  'OBS-SCRIPTED',
  'OBS-NO-ADDRESS',
  'OBS-HARM',
  'OBS-ID-MISMATCH',
  'OBS-GROUP-OPEN',
  'OBS-UNKNOWN-SENDER',
] as const;

const confidence = z.enum(['low', 'medium', 'high']);

/** What a reporting entity knows beside the transactions. Internal: never exported as such. */
const supportingSchema = z
  .strictObject({
    profiles: z
      .array(
        z.strictObject({
          party: ref,
          declaredMonthlyIncome: amount.optional(),
          expectedMonthlyIn: amount.optional(),
          naics: z
            .string()
            .regex(/^\d{2,6}$/)
            .optional(),
          employer: text(200).optional(),
          declaredHours: z
            .strictObject({
              from: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
              to: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
            })
            .optional(),
          employees: z.int().min(0).max(1_000_000).optional(),
          addresses: z
            .array(
              z.strictObject({
                class: z.enum(['home', 'lodging', 'mail_drop', 'shelter', 'bunkhouse']),
                street: text(100).optional(),
                city: text(100).optional(),
                province: province.optional(),
                postal: text(20).optional(),
              }),
            )
            .max(50)
            .optional(),
          phones: z.array(text(20)).max(50).optional(),
          emails: z.array(text(200)).max(50).optional(),
          since: date.optional(),
          notes: text(2000).optional(),
        }),
      )
      .max(1000)
      .optional(),
    relationships: z
      .array(
        z.strictObject({
          from: ref,
          to: ref,
          kind: z.enum([
            'kin',
            'spouse',
            'joint_holder',
            'owner',
            'officer',
            'employer',
            'authorised_user',
          ]),
          since: date.optional(),
        }),
      )
      .max(1000)
      .optional(),
    sessions: z
      .array(
        z.strictObject({
          at: time,
          account: ref.optional(),
          party: ref.optional(),
          channel: z.enum(['online', 'mobile', 'phone']),
          device: text(200).optional(),
          ip: text(45).optional(),
          phone: text(20).optional(),
          outcome: z.enum(['success', 'failure']),
        }),
      )
      .max(10_000)
      .optional(),
    cardAuthorizations: z
      .array(
        z.strictObject({
          at: time,
          account: ref,
          mcc: z.string().regex(/^\d{4}$/),
          merchant: text(200),
          city: text(100).optional(),
          province: province.optional(),
          amount,
          currency,
          outcome: z.enum(['captured', 'released']),
        }),
      )
      .max(10_000)
      .optional(),
    declined: z
      .array(
        z.strictObject({
          ...transactionFields,
          reason: z.enum(['limit', 'nsf', 'fraud_rule', 'other']),
        }),
      )
      .max(10_000)
      .optional(),
    staffObservations: z
      .array(
        z.strictObject({
          at: time,
          party: ref,
          code: z.enum(observationCodes),
          staffId: text(100),
          companion: text(200).optional(),
          text: text(2000).optional(),
        }),
      )
      .max(1000)
      .optional(),
    advertMatches: z
      .array(
        z.strictObject({
          party: ref,
          kind: z.enum(['phone', 'email', 'handle', 'address']),
          value: text(200),
          city: text(100),
          site: text(200),
          seenOn: date,
          source: text(200),
          confidence,
        }),
      )
      .max(1000)
      .optional(),
    adverseMedia: z
      .array(
        z.strictObject({ party: ref, on: date, source: text(200), topic: text(100), confidence }),
      )
      .max(1000)
      .optional(),
    facts: z
      .array(
        z.strictObject({
          party: ref,
          code: z.string().regex(/^[a-z][a-z_]{2,59}$/),
          source: text(200),
          on: date,
        }),
      )
      .max(1000)
      .optional(),
  })
  .meta({ id: 'SupportingRecords' });
export type Supporting = z.infer<typeof supportingSchema>;

const reportReference = z.string().regex(/^[A-Za-z0-9_-]{1,100}$/);

const reportHead = {
  reportType: z.enum(['STR', 'LCTR', 'LVCTR', 'EFTR', 'CDR']),
  reference: reportReference,
  reportingEntityNumber: z.int().min(1_000_000).max(9_999_999),
};

export const filedReportSchema = z
  .strictObject({
    ...reportHead,
    action: z.enum(['submit', 'change']),
    contactId: z.int().min(1),
    sector: z.enum(sectors),
    suspicion: z
      .strictObject({
        type: z.enum(['ML', 'TF', 'SE', 'ML_TF', 'ML_SE', 'TF_SE', 'ALL']),
        projects: z
          .array(
            z.enum(['ANTON', 'ATHENA', 'CHAMELEON', 'GUARDIAN', 'LEGION', 'PROTECT', 'SHADOW']),
          )
          .max(7)
          .optional(),
        pep: z.boolean().optional(),
        indicators: z
          .array(z.string().regex(/^HT-[A-Z]{3}-\d{3}$/))
          .max(200)
          .optional(),
        narrative: text(100_000),
        narrativeLanguage: z.enum(['en', 'fr']),
      })
      .optional(),
    actionTaken: text(20_000).optional(),
    related: z
      .array(z.strictObject({ reference: reportReference, transactions: z.array(ref).max(10_000) }))
      .max(1000)
      .optional(),
    parties: z.array(partySchema).min(1).max(2000),
    accounts: z.array(accountSchema).max(2000).optional(),
    transactions: z.array(transactionSchema).min(1).max(10_000),
    supporting: supportingSchema.optional(),
  })
  .meta({ id: 'FiledReport' });
/** A report with content: sent the first time (`submit`) or whole again (`change`). */
export type FiledReport = z.infer<typeof filedReportSchema>;

export const withdrawnReportSchema = z
  .strictObject({
    ...reportHead,
    action: z.literal('delete'),
    deleteReason: z.enum(['duplicate', 'error']),
  })
  .meta({ id: 'WithdrawnReport' });
/** Takes an earlier report back; it carries nothing else. */
export type WithdrawnReport = z.infer<typeof withdrawnReportSchema>;

const reportSchema = z.union([filedReportSchema, withdrawnReportSchema]).meta({ id: 'Report' });
export type Report = z.infer<typeof reportSchema>;

export const batchHeaderSchema = z
  .strictObject({
    profile: z.literal('transaction-report-batch/1'),
    batchReference: z.string().regex(/^[A-Za-z0-9_-]{1,50}$/),
    submittingReportingEntityNumber: z.int().min(1_000_000).max(9_999_999),
    createdAt: time,
  })
  .meta({ id: 'BatchHeader' });
export type BatchHeader = z.infer<typeof batchHeaderSchema>;

/** The JSON form of a batch; the NDJSON form is the header on the first line, then one report a line. */
export const batchSchema = z
  .strictObject({ ...batchHeaderSchema.shape, reports: z.array(reportSchema).min(1).max(500) })
  .meta({ id: 'Batch' });
export type Batch = z.infer<typeof batchSchema>;
