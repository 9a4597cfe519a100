import type { Party, Person } from '../../lib/reports/report.ts';
import { chance } from './chance.ts';
import type { City } from './places.ts';

/*
 * Persons and organizations that exist nowhere: surnames are composed of words such as "sample",
 * telephone numbers are 555-01xx, mail goes to example.com and example.org, streets are called
 * Sample St. Clients and strangers have surnames of different stems, so that nobody is somebody's
 * relative by accident.
 */

const given = (
  'Adrian Alex Ariel Avery Bailey Blair Casey Charlie Corey Dana Devon Drew Eden Elliott Emery ' +
  'Finley Frankie Gale Harley Hayden Indigo Jamie Jesse Jordan Jules Kendall Kerry Kim Lane Leslie ' +
  'Logan Lou Marion Morgan Noel Pat Quinn Reese Riley Robin Rowan Sam Sandy Sasha Shay Sidney Sky ' +
  'Taylor Terry Toni Val Wren'
).split(' ');
const endings = (
  'bay beck brook bury by croft dale den field ford gate ham hurst ley mead more port ridge stead ' +
  'stone ton vale wick wood worth'
).split(' ');
const compose = (stems: string[]) =>
  stems.flatMap((stem) => endings.map((ending) => (stem + ending).toUpperCase()));
const clientSurnames = compose(['Example', 'Sample', 'Specimen', 'Fictive', 'Model']);
const strangerSurnames = compose(['Invented', 'Demo', 'Trial', 'Sketch', 'Pretend', 'Imagined']);
const streets = ['Sample St', 'Example Ave', 'Specimen Rd', 'Fixture Cres'];

type PersonFacts = Partial<Omit<Person, 'kind' | 'ref'>>;
export type NamedPerson = Person & { surname: string; given: string; email: string };
export type Organization = Extract<Party, { kind: 'entity' }> & { name: string };

export type People = {
  /** Somebody with a full record, as a bank keeps it of its own client. */
  resident(city: City, facts?: PersonFacts): NamedPerson;
  /** Somebody the bank knows by name and e-mail address alone. */
  stranger(facts?: PersonFacts): NamedPerson;
  organization(
    name: string,
    facts?: Partial<Omit<Organization, 'kind' | 'ref' | 'name'>>,
  ): Organization;
  /** A small company of its own: the name with a number. */
  business(name: string): Organization;
  /** An address of its own: no two residents share one unless a story says so. */
  address(city: City): NonNullable<Person['address']>;
};

/** Everybody in the samples. Telephone numbers, addresses and references are handed out once. */
export function createPeople(): People {
  const drawn = chance('people');
  const phones = new Map<string, number>();
  let count = 0;

  const phone = ({ areaCode }: City): string => {
    const number = phones.get(areaCode) ?? 0;
    if (number > 99) throw new RangeError(`no fictitious number is left in ${areaCode}`);
    phones.set(areaCode, number + 1);
    return `${areaCode}-555-01${String(number).padStart(2, '0')}`;
  };

  const person = (surnames: readonly string[], facts: PersonFacts): NamedPerson => {
    const number = ++count;
    const surname = facts.surname ?? drawn.pick(surnames);
    const name = facts.given ?? drawn.pick(given);
    const host = number % 3 === 0 ? 'example.org' : 'example.com';
    const email = `${name}.${surname}.${number}@${host}`.toLowerCase();
    const described = { role: 'unknown' as const, surname, given: name, email, ...facts };
    return { ref: `p${number}`, kind: 'person', ...described } as NamedPerson;
  };

  const address = (city: City) => ({
    building: String(100 + ++count),
    street: drawn.pick(streets),
    city: city.name,
    province: city.province,
    postal: `${city.postal}0X0`,
    country: 'CA',
  });

  const birthDate = () => {
    const [month, day] = [drawn.int(1, 12), drawn.int(1, 28)].map((n) =>
      String(n).padStart(2, '0'),
    );
    return `${drawn.int(1960, 2002)}-${month}-${day}`;
  };

  const organization: People['organization'] = (name, facts = {}) => ({
    ref: `o${++count}`,
    kind: 'entity',
    role: 'unknown',
    name,
    ...facts,
  });

  return {
    address,
    organization,
    business: (name) => organization(`${name} ${100 + count} LTD`),
    stranger: (facts = {}) => person(strangerSurnames, facts),
    resident: (city, facts = {}) =>
      person(clientSurnames, {
        birthDate: birthDate(),
        phone: phone(city),
        residence: 'CA',
        address: address(city),
        ...facts,
      }),
  };
}
