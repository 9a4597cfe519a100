import * as z from 'zod';
import { offenceClasses } from '../disclosures/offence-classes.ts';
import { recipientIdSchema, userIdSchema } from '../identifiers.ts';

const text = (longest: number) => z.string().trim().min(1).max(longest);
const few = <T extends z.ZodType>(one: T) => z.array(one).max(100).default([]);

const personSchema = z.strictObject({
  surname: text(100),
  given: text(100).optional(),
  birthDate: z.iso.date().optional(),
  aliases: z.array(text(100)).max(20).default([]),
});

/** As a cheque has it. */
const accountSchema = z.strictObject({
  institution: z.string().regex(/^\d{3,9}$/),
  branch: z.string().regex(/^\d{1,9}$/),
  number: z.string().regex(/^[\d\s-]{3,34}$/),
});

/** Only street, city and postal code together can be recognized in a report. */
const addressSchema = z.strictObject({
  unit: text(10).optional(),
  building: text(10).optional(),
  street: text(100),
  city: text(100),
  province: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  postal: text(20).optional(),
});

const plateSchema = z.strictObject({
  number: z.string().regex(/^[A-Z0-9 -]{2,10}$/),
  province: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
});

const identifiers = {
  persons: few(personSchema),
  phones: few(z.string().regex(/^\+?[\d\s().-]{7,30}$/)),
  emails: few(z.email().max(200)),
  accounts: few(accountSchema),
  addresses: few(addressSchema),
  plates: few(plateSchema),
};

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

/** A voluntary information record as an agency files it: whom it investigates, and for what. */
export const filedInformationSchema = z
  .strictObject(shape)
  .refine(
    (record) =>
      Object.keys(identifiers).some((name) => record[name as keyof typeof identifiers].length > 0),
    { message: 'At least one identifier is needed', path: ['persons'] },
  )
  .meta({ id: 'InformationRecord' });
export type FiledInformation = z.infer<typeof filedInformationSchema>;

export const recordIdSchema = z.string().regex(/^record-[0-9a-f]{16}$/);

/** As it is kept. */
export const informationRecordSchema = z
  .strictObject({
    recordId: recordIdSchema,
    agency: recipientIdSchema,
    filedBy: userIdSchema,
    receivedAt: z.iso.datetime({ offset: true }),
    ...shape,
  })
  .meta({ id: 'KeptInformationRecord' });
export type InformationRecord = z.infer<typeof informationRecordSchema>;

export const recordNameSchema = informationRecordSchema.pick({ agency: true, recordId: true });
/** Names a record: the agency first, without which no record can be asked for. */
export type RecordName = z.infer<typeof recordNameSchema>;
