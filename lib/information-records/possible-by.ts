import * as z from 'zod';
import type { PartyDetails } from '../ledger/contribution.ts';
import { foldText } from '../ledger/fold-text.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { NamedPerson } from './information-record.ts';
import { maySameName, nameWords, wordMark } from './name-words.ts';
import type { WatchedPerson } from './watched-person.ts';

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

/**
 * Who a subject is by all reports together: every name, alias, birth date and city that one tells. Words
 * and cities as the marks by which they stand in the log of what is watched for.
 */
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
    cities: new Set(told.flatMap(({ city }) => (city ? [cityMark(city)] : []))),
  };
}

function wordsOf(
  told: readonly PartyDetails[],
  read: (party: PartyDetails) => (string | undefined)[],
): Words[] {
  const texts = new Map(told.map((party) => [JSON.stringify(read(party)), read(party)]));
  return [...texts.values()]
    .map((parts) => marksOf(nameWords(...parts)))
    .filter(({ size }) => size > 0);
}

/**
 * The persons of a record who may be a subject: a name is alike, and the birth dates, as far as both
 * tell one, are not at odds. Nobody is recognized by it: a person must look.
 */
export function possibleBy(persons: readonly WatchedPerson[], subject: SubjectNames): PossibleBy[] {
  return persons.flatMap((person) => {
    const agrees = agreementsOf(person, subject);
    return agrees.length > 0 ? [{ pointer: person.pointer, agrees }] : [];
  });
}

function agreementsOf(person: WatchedPerson, subject: SubjectNames): PossibleBy['agrees'] {
  const { birthDate, city } = person;
  const dates = birthDate === undefined ? undefined : agreeDates(birthDate, subject.birthDates);
  if (dates === false) return [];
  const own = person.name === undefined ? [] : [wordsIn(person.name)];
  const aliases = person.aliases.map(wordsIn);
  const name = anyAlike(own, subject.names);
  const alias =
    anyAlike(aliases, [...subject.names, ...subject.aliases]) || anyAlike(own, subject.aliases);
  if (!name && !alias) return [];
  const holds = {
    name,
    alias,
    city: city !== undefined && subject.cities.has(city),
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

/** What of the persons of a record is compared: whoever has no name that is gives nothing. */
export const watchedPersons = (persons: readonly NamedPerson[]): WatchedPerson[] =>
  persons.flatMap((person, place) => {
    const own = ownName(person);
    const aliases = aliasesOf(person).map(textOf);
    if (!own && aliases.length === 0) return [];
    const { birthDate, city } = person;
    return {
      pointer: `/persons/${place}`,
      ...(own && { name: textOf(own) }),
      aliases: [...new Set(aliases)],
      ...(birthDate !== undefined && { birthDate }),
      ...(city !== undefined && { city: cityMark(city) }),
    };
  });

const textOf = (words: Words): string => [...marksOf(words)].sort().join(' ');
const cityMark = (city: string): string => wordMark(foldText(city));
const marksOf = (words: Words): Words => new Set([...words].map(wordMark));

/** Every name and alias of a person that is watched for, by the marks of its words. */
export const namesWatched = ({ name, aliases }: WatchedPerson): Words[] =>
  [...(name === undefined ? [] : [name]), ...aliases].map(wordsIn);

const wordsIn = (text: string): Words => new Set(text.split(' '));

/** Every name and alias of a subject, by the marks of its words. */
export const namesOfSubject = ({ names, aliases }: SubjectNames): Words[] => [...names, ...aliases];
