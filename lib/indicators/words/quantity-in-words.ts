import type { Measure } from '../measure.ts';
import { countedInWords } from './counted-in-words.ts';
import { addressClassNames, fieldThings } from './entry-words.ts';
import { listName } from './list-words.ts';
import type { Selected } from './selector-in-words.ts';
import {
  deFrench,
  ofTheFrench,
  type Speech,
  sameFrench,
  type Things,
  theFrench,
  thingsOf,
} from './speech.ts';
import type { Telling, Wording } from './wording.ts';

/** A measure as a noun: "the number of …", and after "of": "the number of …", "du nombre de …". */
export type Quantity = { the: string; ofThe: string };

/** What a measure is, where it is told to the reader without being compared. */
export function measureInWords(name: string, wording: Wording): string {
  const measure = wording.measures[name];
  if (!measure) throw new RangeError(`no measure ${name}`);
  return quantityInWords(measure, wording).the;
}

export function quantityInWords(measure: Measure, wording: Wording): Quantity {
  const { speech } = wording;
  const { say, within } = speech;
  const counted = countedInWords(measure, wording);
  if (counted) {
    const { things, rest, different } = counted;
    const kinds = say(different ? `different ${things.many}` : things.many, things.many);
    const other = different ? ` ${things.feminine ? 'différentes' : 'différents'}` : '';
    return of(`number of ${kinds}${rest}`, `nombre ${deFrench(kinds)}${other}${rest}`, speech);
  }
  if ('sum' in measure) {
    const { many, rest } = speech.select(measure.sum);
    const fees = measure.field === 'fee' ? say('fees of ', 'frais des ') : say('', '');
    return of(
      `total of ${fees}${many}${rest}, ${within(measure.over)}`,
      fees === ''
        ? `total des ${many}${rest}, ${within(measure.over)}`
        : `total des ${fees}${many}${rest}, ${within(measure.over)}`,
      speech,
    );
  }
  if ('topShare' in measure) return topShareQuantity(measure, speech);
  if ('largest' in measure) {
    const { largest, of: selector, over, by } = measure;
    const { many, rest, feminine } = speech.select(selector);
    const field = thingsOf(fieldThings[largest], speech);
    const money = by === 'sum';
    return of(
      `${money ? 'largest total' : 'largest number'} of ${many}${rest}, all with one and the same ${field.one}, ${within(over)}`,
      `${money ? 'plus grand total' : 'plus grand nombre'} ${deFrench(many)}${rest}, ayant ${feminine ? 'toutes' : 'tous'} ${sameFrench(field)}, ${within(over)}`,
      speech,
    );
  }
  if ('withTop' in measure) {
    const { withTop, of: selector, counted: also, over } = measure;
    const main = speech.select(selector);
    const other = speech.select(also);
    const field = thingsOf(fieldThings[withTop], speech);
    return of(
      `number of ${other.many}${other.rest} that share the commonest ${field.one} of ${main.many}${main.rest}, ${within(over)}`,
      `nombre ${deFrench(other.many)}${other.rest} partageant ${theFrench(field)} ${mostFrequentFrench(field)} parmi les ${main.many}${main.rest}, ${within(over)}`,
      speech,
    );
  }
  if ('median' in measure) {
    const { many, rest } = speech.select(measure.of);
    return of(
      `median amount of ${many}${rest}, ${within(measure.over)}`,
      `montant médian des ${many}${rest}, ${within(measure.over)}`,
      speech,
    );
  }
  if ('medianBalance' in measure) {
    return of(
      `median balance at the end of the day over ${speech.length(measure.over)}`,
      `solde médian en fin de journée sur ${speech.length(measure.over)}`,
      speech,
    );
  }
  if ('passedOn' in measure) {
    const [into, out] = [measure.passedOn.in, measure.passedOn.out].map((one) =>
      speech.select(one),
    ) as [Selected, Selected];
    const soon = speech.length(measure.within);
    const [moved, partie] =
      measure.passedOn.in.direction === 'out'
        ? [`came back less than ${soon} later`, `revenue moins de ${soon} plus tard`]
        : [`left less than ${soon} after it came in`, `repartie moins de ${soon} après son entrée`];
    return of(
      `part of ${into.many}${into.rest}, ${within(measure.over)}, that ${moved}, as ${out.many}${out.rest}`,
      `part des ${into.many}${into.rest}, ${within(measure.over)}, ${partie}, en ${out.many}${out.rest}`,
      speech,
      'f',
    );
  }
  if ('ratioToBaseline' in measure) {
    const { many, rest } = speech.select(measure.ratioToBaseline);
    const [en, fr] = measure.by === 'sum' ? ['total of', 'total des'] : ['number of', 'nombre des'];
    return of(
      `${en} ${many}${rest}, ${within(measure.over)}, compared with the median of the six periods of that length before`,
      `${fr} ${many}${rest}, ${within(measure.over)}, comparé à la médiane des six périodes précédentes de cette durée`,
      speech,
    );
  }
  return knownQuantity(measure, wording);
}

function topShareQuantity(
  { topShare, of: selector, over, by, top }: Extract<Measure, { topShare: unknown }>,
  speech: Telling,
): Quantity {
  const { many, rest } = speech.select(selector);
  const things = thingsOf(fieldThings[topShare], speech);
  const names = top === 1 ? things.one : `${speech.number(top)} ${things.many}`;
  const total = by === 'sum';
  const [largest, plus] = total
    ? ['with the largest total', 'au total le plus élevé']
    : ['seen most often', mostFrequentFrench(things, top)];
  const [en, fr] = total ? ['total of', 'total des'] : ['number of', 'nombre des'];
  const ofNames = top === 1 ? ofTheFrench(things) : `des ${names}`;
  return of(
    `part that the ${names} ${largest} ${top === 1 ? 'has' : 'have'} in the ${en} ${many}${rest}, ${speech.within(over)}`,
    `part ${ofNames} ${plus} dans le ${fr} ${many}${rest}, ${speech.within(over)}`,
    speech,
    'f',
  );
}

/** "le plus fréquent", "les plus fréquentes". */
function mostFrequentFrench({ feminine }: Things, count = 1): string {
  const word = feminine ? 'fréquente' : 'fréquent';
  if (count !== 1) return `les plus ${word}s`;
  return `${feminine ? 'la' : 'le'} plus ${word}`;
}

/** What is known about the client, not counted from entries. */
function knownQuantity(measure: Measure, wording: Wording): Quantity {
  const { speech } = wording;
  const { say, or, number, language } = speech;
  if ('share' in measure) {
    const [part, whole] = [measure.share, measure.of].map((name) => measureInWords(name, wording));
    return of(`part that ${part} has in ${whole}`, `rapport entre ${part} et ${whole}`, speech);
  }
  if ('peerZ' in measure) {
    const own = measureInWords(measure.peerZ, wording);
    const peers = listName('statistics', measure.statistic, speech);
    return of(
      `number of standard deviations by which ${own}, exceeds the mean of clients of the same industry and size of city (statistic ${peers})`,
      `nombre d’écarts types dont ${own}, dépasse la moyenne des clients de même activité et de même taille de ville (statistique ${peers})`,
      speech,
    );
  }
  if ('profile' in measure) {
    const names: Record<typeof measure.profile, [string, string, string]> = {
      monthlyIncomeMinor: [
        'declared monthly income',
        'le revenu mensuel déclaré',
        'du revenu mensuel déclaré',
      ],
      expectedMonthlyInMinor: [
        'money expected to come in each month',
        'l’argent attendu chaque mois',
        'de l’argent attendu chaque mois',
      ],
      employees: [
        'declared number of employees',
        'le nombre déclaré d’employés',
        'du nombre déclaré d’employés',
      ],
      age: ['client’s age in years', 'l’âge du client en années', 'de l’âge du client en années'],
    };
    const [en, le, du] = names[measure.profile];
    return { the: say(`the ${en}`, le), ofThe: say(`the ${en}`, du) };
  }
  if ('minimumWageHours' in measure) {
    const hours = number(measure.minimumWageHours);
    return of(
      `pay for ${hours} hours at the minimum wage of the province`,
      `salaire de ${hours} heures au taux minimum de la province`,
      speech,
    );
  }
  if ('ownNames' in measure) {
    return of(
      'number of clearly different names that reports give the client',
      'nombre de noms nettement différents que les déclarations donnent au client',
      speech,
    );
  }
  if ('industry' in measure) {
    const codes = or(measure.industry);
    const the = say(
      `the industry code begins with ${codes}`,
      `le code d’activité commence par ${codes}`,
    );
    return { the, ofThe: the };
  }
  if ('addressClass' in measure) {
    const classes = or(measure.addressClass.map((one) => addressClassNames[one][language]));
    const the = say(
      `an address on file is of the kind: ${classes}`,
      `une adresse au dossier est du genre : ${classes}`,
    );
    return { the, ofThe: the };
  }
  if ('occupation' in measure) {
    const list = listName('keywords', measure.occupation, speech);
    const the = say(
      `the occupation, employer or business has a word of the list ${list}`,
      `la profession, l’employeur ou l’entreprise a un mot de la liste ${list}`,
    );
    return { the, ofThe: the };
  }
  throw new RangeError(`no words for ${JSON.stringify(measure)}`);
}

const of = (en: string, fr: string, { say }: Speech, gender?: 'f'): Quantity => ({
  the: say(`the ${en}`, gender === 'f' ? `la ${fr}` : `le ${fr}`),
  ofThe: say(`the ${en}`, gender === 'f' ? `de la ${fr}` : `du ${fr}`),
});
