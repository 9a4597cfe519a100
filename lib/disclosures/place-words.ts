import { provinceNames } from '../province-names.ts';
import type { Party } from '../reports/report.ts';
import type { Language } from '../translated.ts';

type Address = NonNullable<Party['address']>;
type Place = { province?: string | undefined; country?: string | undefined };

/* Reports tell places as codes of two letters: ISO 3166-1 for countries, Canada Post's for provinces. */

const countryNames: Record<Language, Intl.DisplayNames> = {
  en: new Intl.DisplayNames('en-CA', { type: 'region' }),
  fr: new Intl.DisplayNames('fr-CA', { type: 'region' }),
};

/** "PH" as "Philippines"; a code that no country has stays as it is. */
export const countryWords = (code: string, language: Language): string =>
  countryNames[language].of(code) ?? code;

/**
 * The code of a country told in words of either language, or as a code itself.
 *
 * @returns undefined for words that are no country's name.
 */
export const countryCode = (words: string): string | undefined =>
  /^[A-Z]{2}$/.test(words) ? words : codesByName().get(words);

let known: ReadonlyMap<string, string> | undefined;

/** In both languages, made when it is first asked for. */
function codesByName(): ReadonlyMap<string, string> {
  known ??= new Map(
    Object.values(countryNames).flatMap((names) =>
      currentCodes().map((code) => [names.of(code) ?? code, code] as const),
    ),
  );
  return known;
}

/** All there could be, without the codes of countries that have another one now. */
const currentCodes = (): string[] =>
  letters
    .flatMap((first) => letters.map((second) => first + second))
    .filter((code) => new Intl.Locale(`und-${code}`).region === code);

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/** Who issued a document or keeps a register: "Ontario, Canada". */
export function issuerWords({ province, country }: Place, language: Language): string | undefined {
  const named = province && isInCanada({ province, country }) ? provinceNames[province] : undefined;
  const its = country && countryWords(country, language);
  return [named?.[language] ?? province, its].filter(Boolean).join(', ') || undefined;
}

/**
 * An address in one line. A Canadian one ends as Canada Post asks, the symbol of the province and two
 * spaces before the code: "12 Sample St, Toronto ON  M5V 0X0, Canada".
 *
 * @see Canada Post, Addressing Guidelines
 */
export function addressWords(address: Address, language: Language): string | undefined {
  const { unit, building, street, city, district, province, postal, country, unstructured } =
    address;
  const house = [[unit, building].filter(Boolean).join('-'), street].filter(Boolean).join(' ');
  const where = isInCanada(address)
    ? [
        district,
        [[city, province].filter(Boolean).join(' '), postal && spaced(postal)]
          .filter(Boolean)
          .join('  '),
      ]
    : [city, district, [province, postal].filter(Boolean).join(' ')];
  const parts = [house, ...where, country && countryWords(country, language), unstructured];
  return parts.filter(Boolean).join(', ') || undefined;
}

/** By its country, or by its province where no country is told. */
const isInCanada = ({ province, country }: Place): boolean =>
  country === 'CA' || (country === undefined && isOfCanada(province));

const isOfCanada = (province: string | undefined): boolean =>
  province !== undefined && Object.hasOwn(provinceNames, province);

/** "m5v0x0" as "M5V 0X0"; what is no Canadian postal code as it is filed. */
const spaced = (postal: string): string =>
  /^[a-z]\d[a-z][\s-]?\d[a-z]\d$/i.test(postal)
    ? `${postal.slice(0, 3)} ${postal.slice(-3)}`.toUpperCase()
    : postal;
