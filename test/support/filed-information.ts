import {
  type FiledInformation,
  filedInformationSchema,
} from '../../lib/information-records/information-record.ts';

/** A record as an agency files it: about a telephone number, unless told otherwise. */
export const filedInformation = (other: Partial<FiledInformation> = {}): FiledInformation =>
  filedInformationSchema.parse({
    fileNumber: 'KP-2026-00117',
    lawfulGround: 'Investigation of an offence under section 279.01 of the Criminal Code',
    offence: 'trafficking-in-persons',
    urgency: 'urgent',
    narrative: 'A person being exploited was met at a hotel; this number booked the room.',
    phones: ['(416) 555-0142'],
    ...other,
  });
