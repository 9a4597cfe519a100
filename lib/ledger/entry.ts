import * as z from 'zod';
import { entityNumberSchema, ledgerKeySchema, reportKeySchema } from '../identifiers.ts';
import { moneySchema } from '../money.ts';
import { localTimeSchema } from '../time.ts';
import { compareText, instantOrder } from './compare-instants.ts';

/** What kind of money movement an entry is. `emt` is Interac e-Transfer and its like. */
export const entryKinds = [
  'cash',
  'emt',
  'wire_dom',
  'wire_intl',
  'cheque',
  'draft',
  'money_order',
  'vc',
  'card_purchase',
  'card_refund',
  'cash_advance',
  'bill_payment',
  'prepaid_load',
  'card_to_card',
  'processor_credit',
  'payroll',
  'government',
  'internal',
  'casino',
  'investment',
  'property',
  'other',
] as const;
export type EntryKind = (typeof entryKinds)[number];

export const channels = [
  'branch',
  'abm',
  'abm_white_label',
  'online',
  'phone',
  'night_deposit',
  'vc_atm',
  'other',
] as const;

/** Why the other side of an entry is no stranger to the subject, as far as the report tells. */
export const tieKinds = [
  'surname',
  'address',
  'phone',
  'account',
  'relationship',
  'employer',
] as const;

/** The other side of an entry, from the subject's point of view. */
export const counterpartySchema = z.strictObject({
  /** The best key there is for it: party, else account, e-mail, phone, handle, else name. */
  key: ledgerKeySchema,
  /** Every key it can be recognized by, for linking: sorted, each once. */
  keys: z.array(ledgerKeySchema),
  kind: z.enum(['person', 'entity']),
  name: z.string().optional(),
  institution: z.string().optional(),
  country: z.string().optional(),
  tie: z.enum(tieKinds).optional(),
  /** Whole years on the local date, of a person whose birth date the report gives. Never printed. */
  age: z.int().min(0).optional(),
});
export type Counterparty = z.infer<typeof counterpartySchema>;

/**
 * One movement of money as one subject sees it: money entering (`in`) or leaving (`out`) the
 * subject's account or hands. `role: conductor` marks that the subject only carried out somebody
 * else's movement; measures leave those out unless they ask for them.
 */
export const entrySchema = z.strictObject({
  entity: entityNumberSchema,
  report: z.string(),
  transaction: z.string(),
  /** Which leg of the transaction, so that (entity, report, transaction, leg) is unique in a ledger. */
  leg: z.int().min(0),
  at: localTimeSchema,
  role: z.enum(['holder', 'conductor']),
  direction: z.enum(['in', 'out']),
  kind: z.enum(entryKinds),
  channel: z.enum(channels),
  amount: moneySchema,
  /** Canadian minor units; absent when the report gives no rate for a foreign amount. */
  cadMinor: z.int().optional(),
  account: ledgerKeySchema.optional(),
  accountType: z.enum(['personal', 'business', 'trust', 'other', 'casino']).optional(),
  counterparty: counterpartySchema.optional(),
  /** The person a credit names although the account is somebody else's, such as a wage earner. */
  namedBeneficiary: ledgerKeySchema.optional(),
  /** Who stood at the counter or machine: the holder, somebody else, or nobody knows. */
  conductor: z.enum(['holder', 'other', 'unknown']).optional(),
  conductorKey: ledgerKeySchema.optional(),
  memo: z.string().optional(),
  recipientAsTyped: z.string().optional(),
  senderAlias: z.string().optional(),
  purpose: z.string().optional(),
  mcc: z.string().optional(),
  merchant: z.string().optional(),
  city: z.string().optional(),
  province: z.string().optional(),
  country: z.string().optional(),
  postal: z.string().optional(),
  latitude: z.number().optional(),
  longitude: z.number().optional(),
  terminal: z.string().optional(),
  card: z.string().optional(),
  cardPresent: z.boolean().optional(),
  device: ledgerKeySchema.optional(),
  refundOf: z.string().optional(),
  feeMinor: z.int().optional(),
  attempted: z.literal(true).optional(),
});
export type Entry = z.infer<typeof entrySchema>;

/** Names one entry of a ledger; the evidence of a match is a list of these. */
export const entryRefSchema = z.strictObject({
  ...reportKeySchema.shape,
  transaction: z.string(),
  leg: z.int().min(0),
});
export type EntryRef = z.infer<typeof entryRefSchema>;

export const entryRef = (entry: Entry): EntryRef => ({
  entity: entry.entity,
  reference: entry.report,
  transaction: entry.transaction,
  leg: entry.leg,
});

/** The order of entries in a ledger: by instant, then by name, so that it is total. */
export function compareEntries(a: Entry, b: Entry): number {
  return instantOrder(a.at, b.at) || compareText(entryName(a), entryName(b));
}

export const entryName = (entry: Entry): string =>
  JSON.stringify([entry.entity, entry.report, entry.transaction, entry.leg]);

/** The name of the entry that is referred to. */
export const referredName = ({ entity, reference, transaction, leg }: EntryRef): string =>
  JSON.stringify([entity, reference, transaction, leg]);
