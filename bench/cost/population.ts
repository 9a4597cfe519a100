import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/*
 * The clients of one large bank about whom it reports. All of them are made up; the same number gives
 * the same client.
 */

export type Draw = (from: number, to: number) => number;

/** Chance of its own for each pair of numbers, so that any part can be made without the others. */
export function draws(one: number, other: number): Draw {
  const generator = xoroshiro128plus(
    Math.imul(one + 1, 0x9e3779b1) ^ Math.imul(other + 7, 0x85ebca6b),
  );
  for (let place = 0; place < 4; place += 1) generator.next();
  return (from, to) => uniformInt(generator, from, to);
}

export type Client = {
  number: number;
  surname: string;
  given: string;
  birthDate: string;
  occupation: string;
  phone: string;
  email: string;
  address: {
    building: string;
    street: string;
    city: string;
    province: string;
    postal: string;
    country: string;
  };
  branch: string;
  account: string;
  opened: string;
  device: string | undefined;
  employer: { name: string; payMinor: number; everyNights: number } | undefined;
  /** People to whom and from whom it sends money. */
  friends: { surname: string; given: string; email: string }[];
  isSuspicious: boolean;
  /** Weight of its activity; most of the clients have little. */
  activity: number;
};

const syllables = [
  'AR',
  'BEL',
  'COR',
  'DAN',
  'EST',
  'FAL',
  'GOR',
  'HAL',
  'IM',
  'JOR',
  'KEL',
  'LUN',
  'MAR',
  'NOR',
  'OST',
  'PEL',
  'QUIN',
  'ROS',
  'SAM',
  'TOR',
  'UL',
  'VAN',
  'WES',
  'YAR',
  'ZEL',
];
const endings = [
  'BY',
  'DALE',
  'FIELD',
  'FORD',
  'HAM',
  'LEY',
  'MEAD',
  'PORT',
  'SEN',
  'SIDE',
  'TON',
  'WOOD',
  'WORTH',
];
const givens = [
  'Alex',
  'Billie',
  'Charlie',
  'Dana',
  'Eli',
  'Frankie',
  'Gabriel',
  'Harper',
  'Indigo',
  'Jamie',
  'Kim',
  'Lou',
  'Marion',
  'Nico',
  'Olive',
  'Pat',
  'Quinn',
  'Robin',
  'Sam',
  'Terry',
  'Uma',
  'Val',
  'Wren',
  'Yael',
  'Zoe',
];
const occupations = [
  'Clerk',
  'Machinist',
  'Nurse',
  'Cook',
  'Driver',
  'Teacher',
  'Carpenter',
  'Cashier',
  'Student',
  'Retired',
  'Consultant',
  'Cleaner',
];
const streets = [
  'Sample St',
  'Example Ave',
  'Specimen Rd',
  'Model Cres',
  'Fictive Blvd',
  'Invented Lane',
  'Placeholder Dr',
  'Template Way',
];

export const cities = [
  { city: 'Toronto', province: 'ON', postal: 'M5V' },
  { city: 'Mississauga', province: 'ON', postal: 'L5B' },
  { city: 'Hamilton', province: 'ON', postal: 'L8P' },
  { city: 'Ottawa', province: 'ON', postal: 'K1P' },
  { city: 'Montréal', province: 'QC', postal: 'H2X' },
  { city: 'Québec', province: 'QC', postal: 'G1R' },
  { city: 'Calgary', province: 'AB', postal: 'T2P' },
  { city: 'Edmonton', province: 'AB', postal: 'T5J' },
  { city: 'Vancouver', province: 'BC', postal: 'V6B' },
  { city: 'Winnipeg', province: 'MB', postal: 'R3C' },
  { city: 'Halifax', province: 'NS', postal: 'B3J' },
] as const;

export const pick = <T>(draw: Draw, from: readonly T[]): T => from[draw(0, from.length - 1)] as T;
const digits = (value: number, width: number) => String(value).padStart(width, '0');

function personOf(draw: Draw) {
  const surname = `${pick(draw, syllables)}${pick(draw, syllables)}${pick(draw, endings)}`;
  return { surname, given: pick(draw, givens) };
}

const letters = 'ABCEGHJKLMNPRSTVXY';
const letter = (draw: Draw) => letters[draw(0, letters.length - 1)];

/** One in a hundred behaves as indicators describe; these share a telephone in groups of five. */
export function clientOf(number: number): Client {
  const draw = draws(number, 1_000_000);
  const isSuspicious = number % 100 === 37;
  const { surname, given } = personOf(draw);
  const home = pick(draw, cities);
  const shared = isSuspicious ? Math.floor(number / 500) : number;
  const year = draw(1948, 2006);
  return {
    number,
    surname,
    given,
    birthDate: `${year}-${digits(draw(1, 12), 2)}-${digits(draw(1, 28), 2)}`,
    occupation: pick(draw, occupations),
    // No telephone has area code 000.
    phone: `000-${isSuspicious ? '9' : '5'}${digits(Math.floor(shared / 10_000), 2)}-${digits(shared % 10_000, 4)}`,
    email: `${given}.${surname}.${number}@example.com`.toLowerCase(),
    address: {
      building: String(draw(1, 4000)),
      street: `${pick(draw, syllables).toLowerCase()} ${pick(draw, streets)}`,
      city: home.city,
      province: home.province,
      postal: `${home.postal}${draw(1, 9)}${letter(draw)}${draw(1, 9)}`,
      country: 'CA',
    },
    branch: digits(draw(1, 400), 5),
    account: digits(5_550_000 + number, 7),
    opened: `${draw(1998, 2025)}-${digits(draw(1, 12), 2)}-${digits(draw(1, 28), 2)}`,
    device: draw(1, 100) <= 40 ? `device-${digits(draw(0, 999_999), 6)}-${number}` : undefined,
    employer: !isSuspicious && draw(1, 100) <= 45 ? employerOf(draw) : undefined,
    friends: Array.from({ length: draw(3, 8) }, (_, place) => {
      const friend = personOf(draw);
      return {
        ...friend,
        email: `${friend.given}.${friend.surname}.${number}.${place}@example.org`.toLowerCase(),
      };
    }),
    isSuspicious,
    activity: activityOf(draw),
  };
}

const employers = 4000;

/** Few employers pay many of the clients, many pay one or two: a square makes the first ones common. */
function employerOf(draw: Draw) {
  const rank = Math.floor((draw(0, 9999) / 10_000) ** 2 * employers);
  const first = draws(rank, 2_000_000);
  const name = `${pick(first, syllables)}${pick(first, endings)} EXAMPLE ${rank} LTD`;
  return { name, payMinor: draw(90_000, 380_000), everyNights: draw(0, 1) ? 14 : 7 };
}

/** A Pareto tail with exponent 1.3, cut off. */
const activityOf = (draw: Draw) => Math.min(400, (1 - draw(0, 999_999) / 1_000_000) ** (-1 / 1.3));
