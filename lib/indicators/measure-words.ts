import type { RecordPart } from '../ledger/contribution.ts';
import type { Language, Translated } from '../translated.ts';
import type { DistinctField, Measure, Selector } from './measure.ts';
import { missingWords } from './missing-words.ts';
import { selectorWords } from './selector-words.ts';

/** What the numbers of a measure are. */
export const units = ['count', 'money', 'share', 'ratio', 'yes-no'] as const;
export type Unit = (typeof units)[number];

/** Money is Canadian minor units; of what is so or is not so, 1 and 0. */
export function unitOf(measure: Measure): Unit {
  if ('sum' in measure || 'passedOn' in measure || 'minimumWageHours' in measure) return 'money';
  if ('median' in measure || 'medianBalance' in measure) return 'money';
  if ('largest' in measure) return measure.by === 'sum' ? 'money' : 'count';
  if ('profile' in measure) return measure.profile.endsWith('Minor') ? 'money' : 'count';
  if ('share' in measure || 'topShare' in measure) return 'share';
  if ('ratioToBaseline' in measure || 'peerZ' in measure) return 'ratio';
  if ('industry' in measure || 'addressClass' in measure || 'occupation' in measure) {
    return 'yes-no';
  }
  return 'count';
}

/** What a measure of a document counts, and over which window: "cash, at night, 30 days". */
export const measureWords = (name: string, measures: Record<string, Measure>): Translated => ({
  en: named(name, measures, 'en'),
  fr: named(name, measures, 'fr'),
});

type Say = (en: string, fr: string) => string;

function named(name: string, measures: Record<string, Measure>, language: Language): string {
  const measure = Object.hasOwn(measures, name) ? measures[name] : undefined;
  if (!measure) return name;
  const say: Say = (en, fr) => (language === 'en' ? en : fr);
  const what = counted(measure, {
    say,
    of: (selector) => selectorWords(selector, language),
    other: (other) => named(other, measures, language),
  });
  const over = 'over' in measure && measure.over ? `, ${lengthWords(measure.over, say)}` : '';
  return what + over;
}

function counted(
  measure: Measure,
  {
    say,
    of,
    other,
  }: { say: Say; of: (asked: Selector) => string; other: (name: string) => string },
): string {
  if ('count' in measure) return of(measure.count);
  if ('sum' in measure) {
    const selected = of(measure.sum);
    return measure.field === 'fee'
      ? say(`fees of ${selected}`, `frais : ${selected}`)
      : say(`sum of ${selected}`, `somme : ${selected}`);
  }
  if ('runs' in measure) {
    const { atLeast, distinct, at, within, sumAtLeast } = measure;
    return say(
      `runs of ${atLeast} ${fieldWords[distinct][0]} or more at one and the same ${fieldWords[at][0]} within ${lengthWords(within, say)}${worth(sumAtLeast, say)}: ${of(measure.runs)}`,
      `séries d’au moins ${atLeast} ${fieldWords[distinct][1]} pour un seul élément (${fieldWords[at][1]}) en ${lengthWords(within, say)}${worth(sumAtLeast, say)} : ${of(measure.runs)}`,
    );
  }
  if ('pairs' in measure) return pairWords(measure, { say, of });
  if ('distinct' in measure) {
    const field = fieldWords[measure.distinct];
    const { occurring, apartKm, nearMedianPercent } = measure;
    const rest = [
      ...(occurring ? occurringWords(occurring, say) : []),
      ...(apartKm === undefined ? [] : [say(`${apartKm} km apart`, `distants de ${apartKm} km`)]),
      ...(nearMedianPercent === undefined
        ? []
        : [
            say(
              `within ${nearMedianPercent}% of the median amount`,
              `à ${nearMedianPercent} % du montant médian`,
            ),
          ]),
    ];
    const kept = rest.length === 0 ? '' : ` (${rest.join(', ')})`;
    return say(
      `different ${field[0]}${kept}: ${of(measure.of)}`,
      `${field[1]} sans répétition${kept} : ${of(measure.of)}`,
    );
  }
  if ('share' in measure) {
    return say(
      `share of [${other(measure.share)}] in [${other(measure.of)}]`,
      `part de [${other(measure.share)}] dans [${other(measure.of)}]`,
    );
  }
  if ('topShare' in measure) {
    const [en, fr] = fieldWords[measure.topShare];
    return say(
      `share of the ${measure.top} largest ${en} by ${measure.by}: ${of(measure.of)}`,
      `part des ${measure.top} premiers (${fr}) par ${byFrench(measure.by)} : ${of(measure.of)}`,
    );
  }
  if ('largest' in measure) {
    const [en, fr] = fieldWords[measure.largest];
    return say(
      `the most for one of the ${en}: ${of(measure.of)}`,
      `le plus pour un seul élément (${fr}) : ${of(measure.of)}`,
    );
  }
  if ('withTop' in measure) {
    const [en, fr] = fieldWords[measure.withTop];
    return say(
      `${of(measure.counted)}, with the most frequent of the ${en} of ${of(measure.of)}`,
      `${of(measure.counted)}, avec l’élément le plus fréquent (${fr}) de ${of(measure.of)}`,
    );
  }
  if ('median' in measure) {
    return say(`median amount: ${of(measure.of)}`, `montant médian : ${of(measure.of)}`);
  }
  if ('medianBalance' in measure) {
    return say('median of what is left at the end of a day', 'médiane du solde de fin de journée');
  }
  if ('dates' in measure) {
    const { atLeast, within } = measure;
    const soon = within === undefined ? '' : say(' within ', ' en ') + lengthWords(within, say);
    return say(
      `dates with ${atLeast} or more${soon}: ${of(measure.dates)}`,
      `dates en comptant au moins ${atLeast}${soon} : ${of(measure.dates)}`,
    );
  }
  if ('passedOn' in measure) {
    const { passedOn, within } = measure;
    return say(
      `money passed on within ${lengthWords(within, say)}: ${of(passedOn.in)}, then ${of(passedOn.out)}`,
      `argent retransmis en ${lengthWords(within, say)} : ${of(passedOn.in)}, puis ${of(passedOn.out)}`,
    );
  }
  if ('ratioToBaseline' in measure) {
    return say(
      `times the usual: ${of(measure.ratioToBaseline)}`,
      `fois la normale : ${of(measure.ratioToBaseline)}`,
    );
  }
  if ('peerZ' in measure) {
    return say(
      `standard deviations above clients in the same industry: ${other(measure.peerZ)}`,
      `écarts types au-dessus des clients du même secteur : ${other(measure.peerZ)}`,
    );
  }
  return knownWords(measure, { say, of });
}

type Known = Exclude<
  Measure,
  | { count: unknown }
  | { sum: unknown }
  | { runs: unknown }
  | { pairs: unknown }
  | { distinct: unknown; of: unknown }
  | { share: unknown }
  | { topShare: unknown }
  | { largest: unknown }
  | { withTop: unknown }
  | { median: unknown }
  | { medianBalance: unknown }
  | { dates: unknown }
  | { passedOn: unknown }
  | { ratioToBaseline: unknown }
  | { peerZ: unknown }
>;

/** What is known beside the entries, or of others. */
function knownWords(
  measure: Known,
  { say, of }: { say: Say; of: (asked: Selector) => string },
): string {
  if ('records' in measure) {
    return recordWords(measure.records, measure, say);
  }
  if ('distinctRecords' in measure) {
    const field = measure.distinctRecords;
    return (
      say(`different values (${field}): `, `valeurs différentes (${field}) : `) +
      recordWords(measure.of, measure, say)
    );
  }
  if ('matched' in measure) {
    const ids = measure.matched.join(' / ');
    return say(`indicators that hold: ${ids}`, `indicateurs constatés : ${ids}`);
  }
  if ('matchedFamilies' in measure) {
    const names = measure.matchedFamilies.join(' / ');
    return say(`families with an indicator: ${names}`, `familles avec un indicateur : ${names}`);
  }
  if ('profile' in measure) {
    const [en, fr] = profileWords[measure.profile];
    return say(en, fr);
  }
  if ('industry' in measure) {
    const codes = measure.industry.join(' / ');
    return say(`industry code beginning with ${codes}`, `code d’activité commençant par ${codes}`);
  }
  if ('minimumWageHours' in measure) {
    const { minimumWageHours: hours } = measure;
    return say(`${hours} hours at minimum wage`, `${hours} heures au salaire minimum`);
  }
  if ('ownNames' in measure) {
    return say('clearly different own names', 'noms nettement différents du client');
  }
  if ('addressClass' in measure) {
    const classes = measure.addressClass.join(' / ');
    return say(`an address of class ${classes}`, `une adresse de catégorie ${classes}`);
  }
  if ('occupation' in measure) {
    return say(
      `occupation, employer or business with a word of ${measure.occupation}`,
      `profession, employeur ou entreprise avec un mot de ${measure.occupation}`,
    );
  }
  if ('sharers' in measure) {
    const { sharers, unrelated, sameEmployer, kind } = measure;
    const rest = [
      ...(unrelated ? [say('of other surnames', 'd’autres noms de famille')] : []),
      ...(sameEmployer ? [say('paid by one employer', 'payées par un seul employeur')] : []),
      ...(kind ? [say(`${kind} only`, kind === 'person' ? 'personnes' : 'organisations')] : []),
    ];
    const details = sharers.join(' / ');
    const kept = rest.length === 0 ? '' : ` (${rest.join(', ')})`;
    return say(`users of one ${details}${kept}`, `usagers de : ${details}${kept}`);
  }
  return neighbourWords(measure, { say, of });
}

function pairWords(
  measure: Extract<Measure, { pairs: unknown }>,
  { say, of }: { say: Say; of: (asked: Selector) => string },
): string {
  const { pairs, within, apart, eitherOrder, same = [], different = [], distinct } = measure;
  const { amountsWithinPercent: percent, atLeastKm, atMostKm } = measure;
  const rest = [
    say(`within ${lengthWords(within, say)}`, `en ${lengthWords(within, say)}`),
    ...(apart ? [say(`${lengthWords(apart, say)} apart`, `à ${lengthWords(apart, say)}`)] : []),
    ...same.map((field) => say(`same ${field}`, `même élément : ${field}`)),
    ...different.map((field) => say(`different ${field}`, `élément différent : ${field}`)),
    ...(percent === undefined
      ? []
      : [say(`amounts within ${percent}%`, `montants à ${percent} % près`)]),
    ...(atLeastKm === undefined ? [] : [say(`${atLeastKm} km or more`, `${atLeastKm} km ou plus`)]),
    ...(atMostKm === undefined ? [] : [say(`${atMostKm} km or less`, `${atMostKm} km ou moins`)]),
  ].join(', ');
  const then = eitherOrder ? say(' and ', ' et ') : say(', then ', ', puis ');
  const both = `${of(pairs.first)}${then}${of(pairs.next)}`;
  if (!distinct) return say(`pairs (${rest}): ${both}`, `paires (${rest}) : ${both}`);
  const [en, fr] = fieldWords[distinct];
  return say(`different ${en} of pairs (${rest}): ${both}`, `${fr} de paires (${rest}) : ${both}`);
}

function neighbourWords(
  measure: Extract<Measure, { neighbours: unknown }>,
  { say, of }: { say: Say; of: (asked: Selector) => string },
): string {
  const { neighbours, times, partOfSum, matching, forwarding, ofPay, sameEmployer } = measure;
  const percent = (part: number) => `${Math.round(part * 1000) / 10}%`;
  const asked = matching && [...(matching.indicators ?? []), ...(matching.families ?? [])];
  const rest = [
    ...(times ? [say(`${times} times or more`, `${times} fois ou plus`)] : []),
    ...(partOfSum
      ? [say(`${percent(partOfSum)} of the sum`, `${percent(partOfSum)} du total`)]
      : []),
    ...(matching
      ? [
          say(
            `showing ${matching.atLeast ?? 1} or more of ${asked?.join(' / ') || 'all indicators'}`,
            `montrant au moins ${matching.atLeast ?? 1} parmi ${asked?.join(' / ') || 'tous les indicateurs'}`,
          ),
        ]
      : []),
    ...(forwarding
      ? [
          say(
            `passing on ${percent(forwarding)} of what they received or more`,
            `transmettant au moins ${percent(forwarding)} de ce qu’ils ont reçu`,
          ),
        ]
      : []),
    ...(ofPay ? [say('counting pay alone', 'paie seulement')] : []),
    ...(sameEmployer ? [say('paid by one employer', 'payées par un seul employeur')] : []),
  ].join(', ');
  const kept = rest === '' ? '' : ` (${rest})`;
  return say(
    `linked people on the other side${kept}: ${of(neighbours)}`,
    `personnes liées de l’autre côté${kept} : ${of(neighbours)}`,
  );
}

const worth = (minor: number | undefined, say: Say): string =>
  minor === undefined ? '' : say(`, worth $${minor / 100}`, `, valant ${minor / 100} $`);

function occurringWords(
  {
    atLeast,
    atMost,
    sumAtLeast,
    peerMedianTimes,
  }: NonNullable<Extract<Measure, { distinct: unknown; of: unknown }>['occurring']>,
  say: Say,
): string[] {
  return [
    ...(atLeast === undefined
      ? []
      : [say(`each ${atLeast} times or more`, `${atLeast} fois ou plus chacun`)]),
    ...(atMost === undefined
      ? []
      : [say(`each ${atMost} times at most`, `${atMost} fois au plus chacun`)]),
    ...(sumAtLeast === undefined
      ? []
      : [say(`each worth $${sumAtLeast / 100}`, `valant ${sumAtLeast / 100} $ chacun`)]),
    ...(peerMedianTimes === undefined
      ? []
      : [
          say(
            `each ${peerMedianTimes} times what is usual`,
            `${peerMedianTimes} fois la normale chacun`,
          ),
        ]),
  ];
}

function recordWords(
  part: RecordPart,
  {
    codes,
    exceptCodes,
    confidence,
  }: {
    codes?: string[] | undefined;
    exceptCodes?: string[] | undefined;
    confidence?: string | undefined;
  },
  say: Say,
): string {
  const rest = [
    ...(codes ? [codes.join(' / ')] : []),
    ...(exceptCodes
      ? [say(`except ${exceptCodes.join(' / ')}`, `sauf ${exceptCodes.join(' / ')}`)]
      : []),
    ...(confidence
      ? [say(`confidence ${confidence} or more`, `confiance ${confidence} ou plus`)]
      : []),
  ];
  const { en, fr } = missingWords[part];
  return `${say(en, fr)}${rest.length === 0 ? '' : ` (${rest.join(', ')})`}`;
}

const byFrench = (by: 'count' | 'sum'): string => (by === 'sum' ? 'somme' : 'nombre');

const profileWords = {
  monthlyIncomeMinor: ['declared monthly income', 'revenu mensuel déclaré'],
  expectedMonthlyInMinor: ['expected monthly receipts', 'rentrées mensuelles prévues'],
  employees: ['employees', 'employés'],
  age: ['age', 'âge'],
} as const;

const fieldWords: Record<DistinctField, readonly [en: string, fr: string]> = {
  counterparty: ['counterparties', 'autres parties'],
  counterpartyAmount: ['pairs of counterparty and amount', 'couples autre partie et montant'],
  localDate: ['local dates', 'dates locales'],
  city: ['cities', 'villes'],
  area: ['metropolitan areas', 'régions métropolitaines'],
  province: ['provinces', 'provinces'],
  country: ['countries', 'pays'],
  terminal: ['machines', 'guichets'],
  merchant: ['merchants', 'commerçants'],
  merchantGroup: ['merchant groups', 'groupes de commerçants'],
  category: ['categories of spending', 'catégories de dépenses'],
  amount: ['amounts', 'montants'],
  card: ['cards', 'cartes'],
  account: ['accounts', 'comptes'],
  device: ['devices', 'appareils'],
  institution: ['institutions', 'institutions'],
  namedBeneficiary: ['named beneficiaries', 'bénéficiaires désignés'],
  alias: ['second names', 'seconds noms'],
  conductor: ['conductors', 'exécutants'],
  stay: ['stays', 'séjours'],
};

/** "30d" as "30 days". */
function lengthWords(window: string, say: Say): string {
  const count = Number(window.slice(0, -1));
  const unit = {
    m: say('minute', 'minute'),
    h: say('hour', 'heure'),
    d: say('day', 'jour'),
  }[window.slice(-1)];
  return `${count} ${unit}${count > 1 ? 's' : ''}`;
}
