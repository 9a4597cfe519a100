import * as z from 'zod';
import {
  type FiledInformation,
  type InformationRecord,
  identifierKinds,
} from './information-record.ts';
import { keysNamed } from './keys-named.ts';
import { watchedPersons } from './possible-by.ts';

/** With what an identifier of a record is compared, from the moment it is filed and from then on. */
const comparisons = ['every-report', 'names-in-open-cases', 'nothing'] as const;

const whys = ['postal-code-missing', 'not-in-reports', 'name-incomplete'] as const;

export const comparedIdentifierSchema = z
  .strictObject({
    pointer: z.string().meta({ description: 'Which identifier of the record: `/persons/0`' }),
    comparedWith: z.enum(comparisons).meta({
      description:
        '`every-report`: exactly, with what reports tell of those whom they identify; not with the other side of a payment of whom no more is known. `names-in-open-cases`: with the names of people in cases that are being worked on; a person looks at what is alike. `nothing`: it is kept for analysts to read, and not searched for.',
    }),
    why: z.enum(whys).optional().meta({ description: 'Why it is compared with nothing' }),
  })
  .meta({ id: 'ComparedIdentifier' });
export type ComparedIdentifier = z.infer<typeof comparedIdentifierSchema>;

/**
 * What is done with each identifier of a record. It follows from the record alone, so that it may be told
 * to whoever filed it: nothing is looked up.
 */
export function comparedIdentifiers(
  record: FiledInformation | InformationRecord,
): ComparedIdentifier[] {
  const named = new Set(watchedPersons(record.persons).map(({ pointer }) => pointer));
  const exact = new Set(keysNamed(record).map(({ pointer }) => pointer));
  return identifierKinds.flatMap((kind) =>
    record[kind].map((_, place): ComparedIdentifier => {
      const pointer = `/${kind}/${place}`;
      if (exact.has(pointer)) return { pointer, comparedWith: 'every-report' };
      if (named.has(pointer)) return { pointer, comparedWith: 'names-in-open-cases' };
      return { pointer, comparedWith: 'nothing', why: whyNot(kind) };
    }),
  );
}

function whyNot(kind: keyof FiledInformation): (typeof whys)[number] {
  if (kind === 'addresses') return 'postal-code-missing';
  return kind === 'persons' ? 'name-incomplete' : 'not-in-reports';
}
