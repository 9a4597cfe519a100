import * as z from 'zod';
import type { PartyDetails } from '../ledger/contribution.ts';
import { foldText } from '../ledger/fold-text.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { InformationRecord, NamedPerson } from './information-record.ts';
import { maySameName, nameWords } from './name-words.ts';

/** What a person in a record and a person in reports have in common, the strongest last. */
const agreements = ['name', 'alias', 'city', 'birth-date'] as const;

/** Which person of a record may be somebody, and what they have in common. */
export const possibleBySchema = z.strictObject({
  /** "/persons/0" */
  pointer: z.string(),
  agrees: z.array(z.enum(agreements)).min(1),
});
export type PossibleBy = z.infer<typeof possibleBySchema>;

type Words = ReadonlySet<string>;

/** Who a subject is by all reports together: every name, alias, birth date and city that one tells. */
export type SubjectNames = {
  names: Words[];
  aliases: Words[];
  birthDates: ReadonlySet<string>;
  cities: ReadonlySet<string>;
};

/** Nobody where the subject is an organization. */
export function subjectNames({ contributions }: Ledger): SubjectNames {
  const told = [...contributions.values()].flatMap(({ party }) =>
    party?.kind === 'person' ? [party] : [],
  );
  return {
    names: wordsOf(told, ({ surname, given }) => [surname, given]),
    aliases: wordsOf(told, ({ alias }) => [alias]),
    birthDates: new Set(told.flatMap(({ birthDate }) => birthDate ?? [])),
    cities: new Set(told.flatMap(({ city }) => (city ? [foldText(city)] : []))),
  };
}

function wordsOf(
  told: readonly PartyDetails[],
  read: (party: PartyDetails) => (string | undefined)[],
): Words[] {
  const texts = new Map(told.map((party) => [JSON.stringify(read(party)), read(party)]));
  return [...texts.values()].map((parts) => nameWords(...parts)).filter(({ size }) => size > 0);
}

/**
 * The persons of a record who may be a subject: a name is alike, and the birth dates, as far as both
 * tell one, are not at odds. Nobody is recognized by it: a person must look.
 */
export function possibleBy(
  { persons }: Pick<InformationRecord, 'persons'>,
  subject: SubjectNames,
): PossibleBy[] {
  return persons.flatMap((person, place) => {
    const agrees = agreementsOf(person, subject);
    return agrees.length > 0 ? [{ pointer: `/persons/${place}`, agrees }] : [];
  });
}

function agreementsOf(person: NamedPerson, subject: SubjectNames): PossibleBy['agrees'] {
  const { birthDate, city } = person;
  const dates = birthDate === undefined ? undefined : agreeDates(birthDate, subject.birthDates);
  if (dates === false) return [];
  const own = ownName(person);
  const aliases = aliasesOf(person);
  const name = own !== undefined && anyAlike([own], subject.names);
  const alias =
    anyAlike(aliases, [...subject.names, ...subject.aliases]) ||
    (own !== undefined && anyAlike([own], subject.aliases));
  if (!name && !alias) return [];
  const holds = {
    name,
    alias,
    city: city !== undefined && subject.cities.has(foldText(city)),
    'birth-date': dates === true,
  };
  return agreements.filter((one) => holds[one]);
}

/** Undefined where no report tells a birth date. A date that is known in part agrees as far as it goes. */
function agreeDates(asked: string, told: ReadonlySet<string>): boolean | undefined {
  if (told.size === 0) return undefined;
  return [...told].some((one) => one.startsWith(asked));
}

const anyAlike = (some: readonly Words[], others: readonly Words[]): boolean =>
  some.some((one) => others.some((other) => maySameName(one, other)));

/** A surname alone is too little to be compared; who has one name only has XXX for the given one. */
function ownName({ surname, given }: NamedPerson): Words | undefined {
  const words = nameWords(surname, given);
  return words.size > 1 || (words.size === 1 && given !== undefined) ? words : undefined;
}

const aliasesOf = ({ aliases }: NamedPerson): Words[] =>
  aliases.map((alias) => nameWords(alias)).filter(({ size }) => size > 0);

/** Every name and alias of a person in a record that is compared, by words. */
export const namesOfPerson = (person: NamedPerson): Words[] => {
  const own = ownName(person);
  return [...(own ? [own] : []), ...aliasesOf(person)];
};

/** Every name and alias of a subject, by words. */
export const namesOfSubject = ({ names, aliases }: SubjectNames): Words[] => [...names, ...aliases];
