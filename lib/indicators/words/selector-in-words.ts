import { type EntryKind, entryKinds } from '../../ledger/entry.ts';
import type { Selector } from '../measure.ts';
import {
  accountTypeNames,
  channelNames,
  conductorNames,
  kindNames,
  kindThings,
  movementThings,
  textNames,
  tieNames,
} from './entry-words.ts';
import { listName } from './list-words.ts';
import { deFrench, type Speech, type Things, type ThingWords, thingsOf } from './speech.ts';

/** Entries that a selector selects: what they are called, and what else must be so of each. */
export type Selected = Things & { rest: string };

/** A selection under a name of its own: "movements A". */
export type NamedSelection = { selector: Selector; name: string };

/**
 * Every filter of the selector is told: `rest` has a phrase for each, invariable in number.
 *
 * @param named selections that were told before. One that asks for all that a named one does, and
 *   perhaps for more, is told by that name.
 */
export function selectorInWords(
  selector: Selector,
  speech: Speech,
  named: readonly NamedSelection[] = [],
): Selected {
  const known = named
    .filter((one) => includes(selector, one.selector))
    .sort((a, b) => sizeOf(b.selector) - sizeOf(a.selector))[0];
  const things = known ? thingsOf(namedThings(known.name), speech) : headOf(selector, speech);
  const more = known ? beyond(selector, known.selector) : selector;
  const list = known ? '' : kindsInWords(selector, speech);
  const phrases = (Object.keys(phrasesOf) as (keyof Selector)[]).flatMap((field) =>
    phraseFor(field, more, selector, speech),
  );
  const rest = [list, ...phrases].filter((phrase) => phrase !== '');
  const comma = known && rest.length > 0 ? ',' : '';
  return { ...things, rest: rest.length === 0 ? '' : `${comma} ${rest.join(', ')}` };
}

const sizeOf = (selector: Selector): number => Object.keys(selector).length;

const namedThings = (name: string): ThingWords => [
  `movement ${name}`,
  `movements ${name}`,
  `mouvement ${name}`,
  `mouvements ${name}`,
];

/** Whether whatever the one selects the other selects too, for all that is asked alike. */
export function includes(selector: Selector, base: Selector): boolean {
  const same = (Object.keys(base) as (keyof Selector)[]).every(
    (field) => JSON.stringify(selector[field]) === JSON.stringify(base[field]),
  );
  // What is not asked has a meaning of its own here.
  return (
    same &&
    JSON.stringify([selector.kind, selector.direction, selector.role, selector.attempted]) ===
      JSON.stringify([base.kind, base.direction, base.role, base.attempted])
  );
}

const beyond = (selector: Selector, base: Selector): Selector =>
  Object.fromEntries(
    Object.entries(selector).filter(([field]) => !Object.hasOwn(base, field)),
  ) as Selector;

type NamedKinds = {
  kinds: readonly EntryKind[];
  direction: 'in' | 'out';
  words: ThingWords;
};

/** Sets of kinds that many documents ask for. They go by a name where the text explains it. */
export const namedKinds: readonly NamedKinds[] = [
  {
    direction: 'in',
    kinds: without(
      'card_purchase',
      'cash_advance',
      'bill_payment',
      'internal',
      'investment',
      'property',
    ),
    words: ['receipt', 'receipts', 'rentrée', 'rentrées', 'f'],
  },
  {
    direction: 'out',
    kinds: without('card_refund', 'processor_credit', 'internal', 'investment', 'property'),
    words: ['outlay', 'outlays', 'décaissement', 'décaissements'],
  },
];

function without(...kinds: EntryKind[]): EntryKind[] {
  return entryKinds.filter((kind) => !kinds.includes(kind));
}

const kindsOf = ({ kind }: Selector): EntryKind[] => (kind === undefined ? [] : [kind].flat());

/** The name of a set of kinds; undefined where it has none, and where nothing would explain it. */
function namedAs(selector: Selector, speech: Speech): Things | undefined {
  const kinds = kindsOf(selector);
  const found = namedKinds.find(
    (named) =>
      named.direction === selector.direction &&
      named.kinds.length === kinds.length &&
      named.kinds.every((kind) => kinds.includes(kind)),
  );
  if (!found || !speech.hasGlossary) return undefined;
  const { one, many, feminine } = thingsOf(found.words, speech);
  return { one: speech.term(one), many: speech.term(many), feminine };
}

function headOf(selector: Selector, speech: Speech): Things {
  const [only, ...others] = kindsOf(selector);
  const direction = selector.direction ?? 'any';
  const isOne = only !== undefined && others.length === 0;
  const words = isOne ? kindThings[only][direction] : movementThings[direction];
  return namedAs(selector, speech) ?? thingsOf(words, speech);
}

const manyKinds = entryKinds.length / 2;

function kindsInWords(selector: Selector, speech: Speech): string {
  const { language, say, or, and } = speech;
  const kinds = kindsOf(selector);
  if (kinds.length === 0) return say('of any kind', 'de tout genre');
  if (kinds.length === 1 || namedAs(selector, speech)) return '';
  const names = (some: readonly EntryKind[]) => some.map((kind) => kindNames[kind][language]);
  const left = without(...kinds);
  if (kinds.length <= manyKinds) return `(${or(names(kinds))})`;
  if (left.length === 0) return say('of any kind', 'de tout genre');
  return say(`of any kind except ${and(names(left))}`, `de tout genre sauf ${and(names(left))}`);
}

type Phrases = {
  [Field in keyof Required<Selector>]: (
    asked: NonNullable<Selector[Field]>,
    speech: Speech,
    whole: Selector,
  ) => string;
};

/** Kind and direction are in the name of the thing. */
const inTheName = () => '';
const listed = <T>(asked: T | T[]): T[] => [asked].flat() as T[];

/** A phrase for each filter. A filter without a phrase does not compile. */
const phrasesOf: Phrases = {
  kind: inTheName,
  direction: inTheName,
  amount: ({ atLeast, atMost, multipleOf, oneOf }, { say, money, or }) =>
    [
      ...(atLeast !== undefined && atMost !== undefined
        ? [
            say(
              `of ${money(atLeast)} to ${money(atMost)}`,
              `de ${money(atLeast)} à ${money(atMost)}`,
            ),
          ]
        : []),
      ...(atLeast !== undefined && atMost === undefined
        ? [say(`of ${money(atLeast)} or more`, `de ${money(atLeast)} ou plus`)]
        : []),
      ...(atLeast === undefined && atMost !== undefined
        ? [say(`of ${money(atMost)} or less`, `de ${money(atMost)} ou moins`)]
        : []),
      ...(multipleOf === undefined
        ? []
        : [say(`of a multiple of ${money(multipleOf)}`, `d’un multiple de ${money(multipleOf)}`)]),
      ...(oneOf
        ? [
            say(
              `of exactly ${or(oneOf.map((minor) => money(minor)))}`,
              `d’exactement ${or(oneOf.map((minor) => money(minor)))}`,
            ),
          ]
        : []),
    ].join(', '),
  night: (asked, { say }) =>
    asked
      ? say('between 22:00 and 06:00 local time', 'entre 22 h et 6 h, heure locale')
      : say('between 06:00 and 22:00 local time', 'entre 6 h et 22 h, heure locale'),
  localTime: ({ from, to }, { say }) =>
    say(
      `between ${from} and ${to} local time`,
      `entre ${hourFrench(from)} et ${hourFrench(to)}, heure locale`,
    ),
  outsideDeclaredHours: (_, { say }) =>
    say('outside the opening hours it declared', 'hors des heures d’ouverture déclarées'),
  channel: (asked, { language, or }) =>
    or(listed(asked).map((channel) => channelNames[channel][language])),
  role: (asked, { say }) => {
    if (asked === 'holder')
      return say('of the client’s own money', 'de l’argent du client lui-même');
    return asked === 'conductor'
      ? say('carried out by the client for others', 'par le client pour autrui')
      : say('of the client’s own money or for others', 'de l’argent du client ou pour autrui');
  },
  accountType: (asked, { language, say, or }) => {
    const types = listed(asked).map((type) => accountTypeNames[type][language]);
    return say(`on a ${or(types)} account`, `sur un compte ${or(types)}`);
  },
  hasAccount: (asked, { say }) =>
    asked
      ? say('with an account of the client', 'avec un compte du client')
      : say('without an account of the client', 'sans compte du client'),
  conductor: (asked, { language, say, or }) => {
    const who = or(listed(asked).map((one) => conductorNames[one][language]));
    return say(`carried out by ${who}`, `par ${who}`);
  },
  namedBeneficiary: (_, { say }) =>
    say('that names somebody as beneficiary', 'avec un bénéficiaire désigné'),
  merchantGroup: (asked, speech, { direction }) => {
    const groups = speech.or(listed(asked).map((code) => listName('merchantGroups', code, speech)));
    return speech.say(
      `${direction === 'in' ? 'from' : 'at'} merchants of the group ${groups}`,
      `${direction === 'in' ? 'venant d’un' : 'chez un'} commerçant du groupe ${groups}`,
    );
  },
  merchantList: (asked, speech, { direction }) => {
    const lists = speech.or(listed(asked).map((code) => listName('merchants', code, speech)));
    return speech.say(
      `${direction === 'in' ? 'from' : 'with'} a merchant of the list ${lists}`,
      `${direction === 'in' ? 'venant d’un' : 'auprès d’un'} commerçant de la liste ${lists}`,
    );
  },
  cardPresent: (asked, { say }) =>
    asked
      ? say('with the card present', 'carte présente')
      : say('without the card', 'sans la carte'),
  refund: (asked, { say }) =>
    asked
      ? say('as a refund', 'à titre de remboursement')
      : say('not as a refund', 'sauf à titre de remboursement'),
  words: ({ list, in: fields }, speech) => {
    const lists = speech.or(listed(list).map((code) => listName('keywords', code, speech)));
    const where = speech.or(fields.map((field) => textNames[field][speech.language]));
    return speech.say(
      `with a word of the list ${lists} in ${where}`,
      `avec un mot de la liste ${lists} dans ${where}`,
    );
  },
  bracketedAlias: (_, { say }) =>
    say(
      'with a second name in brackets or quotes',
      'avec un second nom entre parenthèses ou guillemets',
    ),
  purpose: (asked, { say, or }) => {
    const purposes = listed(asked);
    return say(
      `for the stated purpose ${or(purposes.map((one) => `“${one}”`))}`,
      `au motif déclaré ${or(purposes.map((one) => `« ${one} »`))}`,
    );
  },
  counterparty: (asked, { say }) =>
    asked === 'person'
      ? say('with a person as counterparty', 'avec une personne comme contrepartie')
      : say('with an organization as counterparty', 'avec une organisation comme contrepartie'),
  unrelated: (_, { say, term }, { direction, role = 'holder' }) => {
    const [strangers, inconnus] = [term('strangers'), term('inconnus')];
    // Who acts for others pays them nothing.
    if (direction === undefined || role !== 'holder') {
      return say(`with ${strangers}`, `avec des ${inconnus}`);
    }
    return direction === 'in'
      ? say(`from ${strangers}`, `venant ${deFrench(inconnus)}`)
      : say(`to ${strangers}`, `à des ${inconnus}`);
  },
  tie: (asked, { language, say, or }) => {
    const ties = or(listed(asked).map((tie) => tieNames[tie][language]));
    return say(
      `with somebody tied to the client by ${ties}`,
      `avec une contrepartie liée au client par ${ties}`,
    );
  },
  counterpartyAge: ({ atLeast, atMost }, { say }) => {
    if (atLeast !== undefined && atMost !== undefined) {
      return say(
        `with somebody aged ${atLeast} to ${atMost}`,
        `avec une personne de ${atLeast} à ${atMost} ans`,
      );
    }
    if (atLeast !== undefined) {
      return say(
        `with somebody aged ${atLeast} or more`,
        `avec une personne de ${atLeast} ans ou plus`,
      );
    }
    if (atMost !== undefined) {
      return say(
        `with somebody aged ${atMost} or less`,
        `avec une personne de ${atMost} ans ou moins`,
      );
    }
    return say('with somebody whose age is known', 'avec une personne dont l’âge est connu');
  },
  youngerByYears: (years, { say }) =>
    say(
      `with somebody at least ${years} years younger than the client`,
      `avec une personne d’au moins ${years} ans de moins que le client`,
    ),
  counterpartyCountry: (asked, speech, { direction = 'any' }) => {
    const countries = countriesInWords(asked, speech);
    const [to, vers] = {
      in: ['from', 'depuis'],
      out: ['to', 'vers'],
      any: ['to or from', 'vers ou depuis'],
    }[direction] as [string, string];
    return speech.say(`${to} ${countries}`, `${vers} ${countries}`);
  },
  country: (asked, speech) => {
    const countries = countriesInWords(asked, speech);
    return speech.say(`made in ${countries}`, `ayant lieu dans ${countries}`);
  },
  placeList: (asked, speech) => {
    const lists = speech.or(listed(asked).map((code) => listName('placeLists', code, speech)));
    return speech.say(`in a city of the list ${lists}`, `dans une ville de la liste ${lists}`);
  },
  awayFromHome: (_, { say }) =>
    say(
      'outside the metropolitan area where the client lives',
      'hors de la région métropolitaine où habite le client',
    ),
  nearHomeKm: (km, { say, number }) =>
    say(`at most ${number(km)} km from home`, `à ${number(km)} km au plus du domicile`),
  beyondHomeKm: (km, { say, number }) =>
    say(`at least ${number(km)} km from home`, `à ${number(km)} km au moins du domicile`),
  outsideServiceArea: (_, { say }) =>
    say(
      'to a utility that does not serve the province where the client lives',
      'à un service public qui ne dessert pas la province où habite le client',
    ),
  attempted: (asked, { say }) =>
    asked ? say('attempted only', 'en simple tentative') : say('completed', 'à terme'),
};

function phraseFor<Field extends keyof Selector>(
  field: Field,
  selector: Selector,
  whole: Selector,
  speech: Speech,
): string[] {
  const asked = selector[field];
  if (asked === undefined) return [];
  const phrase = phrasesOf[field](asked as NonNullable<Selector[Field]>, speech, whole);
  return phrase === '' ? [] : [phrase];
}

/** Countries one by one, or lists of them. */
function countriesInWords(asked: string | string[], speech: Speech): string {
  const names = new Intl.DisplayNames(speech.say('en-CA', 'fr-CA'), { type: 'region' });
  return speech.or(
    listed(asked).map((code) =>
      code.startsWith('C-')
        ? speech.say(
            `a country of the list ${listName('countries', code, speech)}`,
            `un pays de la liste ${listName('countries', code, speech)}`,
          )
        : (names.of(code) ?? code),
    ),
  );
}

/** "18:00" as "18 h", "17:30" as "17 h 30". */
const hourFrench = (time: string): string => {
  const [hours, minutes] = time.split(':');
  return `${Number(hours)} h${minutes === '00' ? '' : ` ${minutes}`}`;
};
