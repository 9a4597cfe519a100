import * as z from 'zod';
import { offenceClasses } from '../disclosures/offence-classes.ts';
import { recipientIdSchema, userIdSchema } from '../identifiers.ts';
import type { Party } from '../reports/report.ts';

const text = (longest: number) => z.string().trim().min(1).max(longest);
const few = <T extends z.ZodType>(one: T, most = 100) => z.array(one).max(most).default([]);
const province = z.string().regex(/^[A-Z]{2}$/);
const country = z.string().regex(/^[A-Z]{2}$/);

const lettersOf = (said: string): number => said.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
const digitsOf = (said: string): number => said.match(/\d/g)?.length ?? 0;

const nameSchema = text(100).regex(/\p{L}/u, 'A name has letters');

/** A day, or as much of it as is known: "1996-02-11", "1996-02", "1996". */
const birthDateSchema = z
  .string()
  .regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, { abort: true })
  .refine((said) => z.iso.date().safeParse(`${said}-01-01`.slice(0, 10)).success, {
    message: 'There is no such day',
  });

/**
 * Of persons, and of the aliases of one: every name is compared with those of all people in cases that are
 * worked on.
 */
const mostPersons = 20;
const mostAliases = 5;

const personSchema = z.strictObject({
  surname: nameSchema,
  given: nameSchema.optional(),
  birthDate: birthDateSchema.optional(),
  aliases: few(nameSchema, mostAliases),
  /** Where she lives, as far as that is known. */
  city: nameSchema.optional(),
});
export type NamedPerson = z.infer<typeof personSchema>;

const phoneSchema = z
  .string()
  .regex(/^\+?[\d\s().-]{7,30}$/, { abort: true })
  .refine((said) => digitsOf(said) >= 7 && digitsOf(said) <= 17, {
    message: 'A telephone number has 7 to 15 digits',
  });

/** As a cheque has it. */
const accountSchema = z.strictObject({
  institution: z.string().regex(/^\d{3,9}$/),
  branch: z.string().regex(/^\d{1,9}$/),
  number: z
    .string()
    .regex(/^[\d\s-]{3,34}$/, { abort: true })
    .refine((said) => digitsOf(said) >= 3, { message: 'An account number has digits' }),
});

/** Only street, city and postal code together can be recognized in a report. */
const addressSchema = z.strictObject({
  unit: text(10).optional(),
  building: text(10).optional(),
  street: nameSchema,
  city: nameSchema,
  province: province.optional(),
  postal: text(20)
    .refine((said) => lettersOf(said) >= 3, { message: 'A postal code has letters or digits' })
    .optional(),
});

const plateSchema = z.strictObject({
  number: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z0-9 -]{2,10}$/, { abort: true })
    .refine((said) => lettersOf(said) >= 2, { message: 'A plate has letters or digits' }),
  province: province.optional(),
});

const documentTypes = [
  'birth_certificate',
  'passport',
  'drivers_licence',
  'citizenship_card',
  'certificate_of_indian_status',
  'permanent_resident_card',
  'record_of_landing',
  'government_id',
  'provincial_id',
  'visa',
] as const satisfies readonly NonNullable<Party['ids']>[number]['type'][];

/** As reports name documents; the number of a health or social insurance card is not to be sent. */
const documentSchema = z
  .strictObject({
    type: z.enum(documentTypes),
    number: text(100).refine((said) => lettersOf(said) >= 3, {
      message: 'A document number has letters or digits',
    }),
    country: country.optional(),
    province: province.optional(),
  })
  .refine((document) => document.country ?? document.province, {
    message: 'Who issued it is needed: a country, or a province of Canada',
    path: ['country'],
  });

/** IMEI (15 digits) or MAC address (12 hexadecimal digits), with or without separators. */
const deviceSchema = z
  .string()
  .trim()
  .max(40)
  .refine((said) => /^(\d{15}|[\da-f]{12})$/i.test(said.replace(/[\s:.-]/g, '')), {
    message: 'An IMEI has 15 digits, a MAC address 12 hexadecimal ones',
  });

const identifiers = {
  persons: few(personSchema, mostPersons),
  phones: few(phoneSchema),
  emails: few(z.email().max(200)),
  accounts: few(accountSchema),
  addresses: few(addressSchema),
  documents: few(documentSchema),
  /** User names on the net. */
  handles: few(
    text(100).refine((said) => lettersOf(said) >= 2, {
      message: 'A user name has letters or digits',
    }),
  ),
  /** Virtual-currency addresses. */
  wallets: few(
    z
      .string()
      .trim()
      .regex(/^[A-Za-z0-9:]{20,120}$/),
  ),
  devices: few(deviceSchema),
  plates: few(plateSchema),
};
export const identifierKinds = Object.keys(identifiers) as (keyof typeof identifiers)[];

const shape = {
  /** The agency's own number of the investigation. */
  fileNumber: text(100),
  /** Under which law and for which duty the agency holds and gives this information. */
  lawfulGround: text(2000),
  offence: z.enum(offenceClasses),
  urgency: z.enum(['routine', 'urgent', 'immediate-danger']),
  narrative: text(20_000),
  ...identifiers,
};

/** What one item of the table can hold, with room for the rest. */
const mostBytes = 200_000;

/** A voluntary information record as an agency files it: whom it investigates, and for what. */
export const filedInformationSchema = z
  .strictObject(shape)
  .refine((record) => identifierKinds.some((kind) => record[kind].length > 0), {
    message: 'At least one identifier is needed',
    path: ['persons'],
  })
  .refine((record) => Buffer.byteLength(JSON.stringify(record)) <= mostBytes, {
    message: `More than ${mostBytes} bytes: file it as several records`,
  })
  .meta({ id: 'InformationRecord' });
export type FiledInformation = z.infer<typeof filedInformationSchema>;

export const recordIdSchema = z.string().regex(/^record-[0-9a-f]{16}$/);

/** Who of the agency took a record back, when and why. */
const withdrawalSchema = z.strictObject({
  at: z.iso.datetime({ offset: true }),
  by: userIdSchema,
  reason: text(2000),
});
export type Withdrawal = z.infer<typeof withdrawalSchema>;

/** As it is kept. */
export const informationRecordSchema = z
  .strictObject({
    recordId: recordIdSchema,
    agency: recipientIdSchema,
    filedBy: userIdSchema,
    receivedAt: z.iso.datetime({ offset: true }),
    ...shape,
    /** The agency took it back: from then on it is compared with nothing. */
    withdrawn: withdrawalSchema.optional(),
  })
  .meta({ id: 'KeptInformationRecord' });
export type InformationRecord = z.infer<typeof informationRecordSchema>;

export const recordNameSchema = informationRecordSchema.pick({ agency: true, recordId: true });
/** Names a record: the agency first, without which no record can be asked for. */
export type RecordName = z.infer<typeof recordNameSchema>;
