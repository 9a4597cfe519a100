import * as z from 'zod';
import { type RecipientId, recipientIdSchema } from '../identifiers.ts';
import { translatedSchema } from '../translated.ts';
import { policeBasis, secondTestBases } from './legal-basis.ts';

const provinceSchema = z.string().regex(/^[A-Z]{2}$/);

const rowShape = {
  id: recipientIdSchema,
  name: translatedSchema,
  level: z.enum(['federal', 'provincial', 'municipal', 'firstNation']),
  province: provinceSchema.optional(),
  /** Where it is the police of jurisdiction; of a provincial service only where it might be doubted. */
  municipalities: z.array(z.string().min(1)),
  /** The first is the one a package is written in unless the author asks for another. */
  languages: z.array(z.enum(['en', 'fr'])).min(1),
  validFrom: z.iso.date().optional(),
  /** The last day on which it may still receive. */
  validTo: z.iso.date().optional(),
  source: z.string().min(1),
};

/** Receives under the first test alone. */
const policeServiceSchema = z.strictObject({
  ...rowShape,
  legalBases: z.tuple([z.literal(policeBasis)]),
});
export type PoliceService = z.infer<typeof policeServiceSchema>;

/** Receives only when a second test is met as well. */
const otherAgencySchema = z.strictObject({
  ...rowShape,
  legalBases: z.array(z.enum(secondTestBases)).min(1),
});
export type OtherAgency = z.infer<typeof otherAgencySchema>;

const recipientSchema = z.union([policeServiceSchema, otherAgencySchema]);
export type Recipient = z.infer<typeof recipientSchema>;

/** `rules/routing/recipients.json`: who receives where, as reviewed on a day. No contact details. */
export const routingTableSchema = z.strictObject({
  version: z.int().min(1),
  reviewedOn: z.iso.date(),
  source: z.string().min(1),
  /** Where help is found; stands in every package for a possible victim. */
  referrals: z.array(translatedSchema).min(1),
  /** Where nothing says which province. */
  country: recipientIdSchema,
  onlineChildExploitation: recipientIdSchema,
  border: recipientIdSchema,
  /** Two provinces whose cases go to both provincial services. */
  corridor: z.strictObject({
    provinces: z.tuple([provinceSchema, provinceSchema]),
    recipients: z.tuple([recipientIdSchema, recipientIdSchema]),
  }),
  provinces: z.record(
    provinceSchema,
    z.strictObject({
      default: recipientIdSchema,
      severalAreas: recipientIdSchema,
      division: recipientIdSchema,
      divisionLetter: z.string().regex(/^[A-Z]$/),
    }),
  ),
  rows: z.array(recipientSchema).min(1),
});
export type RoutingTable = z.infer<typeof routingTableSchema>;

/** The port to the routing table that is in force. */
export type RoutingTables = { active(): Promise<RoutingTable> };

export const isPolice = (recipient: Recipient): recipient is PoliceService =>
  recipient.legalBases[0] === policeBasis;

/** The row, if it may receive on that day (ISO date). */
export function recipientOn(
  table: RoutingTable,
  id: RecipientId,
  day: string,
): Recipient | undefined {
  return table.rows.find((row) => row.id === id && isInForce(row, day));
}

export const isInForce = ({ validFrom, validTo }: Recipient, day: string): boolean =>
  (validFrom === undefined || validFrom <= day) && (validTo === undefined || day <= validTo);
