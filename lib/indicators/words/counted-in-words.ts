import type { RecordPart } from '../../ledger/contribution.ts';
import type { Measure, Selector } from '../measure.ts';
import { codeNames, fieldThings, partThings, recordFieldThings } from './entry-words.ts';
import { familyNames } from './family-words.ts';
import { listName } from './list-words.ts';
import { deFrench, type Speech, sameFrench, type Things, thingsOf } from './speech.ts';
import type { Telling, Wording } from './wording.ts';

/** Something that is counted, and what else must be so of it. */
export type Counted = { things: Things; rest: string; different: boolean };

/** Measures that count something nameable: "at least 4 cash deposits". */
export function countedInWords(measure: Measure, wording: Wording): Counted | undefined {
  const { speech } = wording;
  const { say, within } = speech;
  const same = (things: Things, rest: string): Counted => ({ things, rest, different: false });
  if ('count' in measure) {
    const { rest, ...things } = speech.select(measure.count);
    return same(things, `${rest}, ${within(measure.over)}`);
  }
  if ('distinct' in measure && 'of' in measure) {
    const things = thingsOf(fieldThings[measure.distinct], speech);
    const rest = `${among(measure.of, speech)}, ${within(measure.over)}${distinctRest(measure, speech)}`;
    return { things, rest, different: true };
  }
  if ('runs' in measure) return same(...runsWords(measure, speech));
  if ('dates' in measure) {
    const { many, rest, feminine } = speech.select(measure.dates);
    const things = thingsOf(fieldThings.localDate, speech);
    const close = measure.within
      ? say(
          `, all within ${speech.length(measure.within)}`,
          `, ${feminine ? 'toutes' : 'tous'} en ${speech.length(measure.within)}`,
        )
      : '';
    const each = say(
      `with ${speech.number(measure.atLeast)} or more ${many}`,
      `avec ${speech.number(measure.atLeast)} ou plus de ces mouvements : ${many}`,
    );
    return same(things, ` ${each}${rest}${close}, ${within(measure.over)}`);
  }
  if ('pairs' in measure) return pairsWords(measure, speech);
  if ('records' in measure || 'distinctRecords' in measure) return recordsWords(measure, wording);
  if ('matched' in measure) {
    const things = thingsOf(['indicator', 'indicators', 'indicateur', 'indicateurs'], speech);
    const when = say(
      ` for the same client, holding now or ${within(measure.over)}, among: `,
      ` chez le même client, constaté maintenant ou ${within(measure.over)}, parmi : `,
    );
    return same(things, when + linked(measure.matched, speech));
  }
  if ('matchedFamilies' in measure) {
    const things = thingsOf(['family', 'families', 'famille', 'familles', 'f'], speech);
    const when = say(
      ` for the same client, with an indicator holding now or ${within(measure.over)}, among: `,
      ` chez le même client, avec un indicateur constaté maintenant ou ${within(measure.over)}, parmi : `,
    );
    return same(things, when + familiesInWords(measure.matchedFamilies, speech));
  }
  if ('sharers' in measure) return sharersWords(measure, speech);
  return 'neighbours' in measure ? neighboursWords(measure, speech) : undefined;
}

const among = (of: Selector, speech: Telling): string => {
  const { many, rest } = speech.select(of);
  return speech.say(` among ${many}${rest}`, ` parmi les ${many}${rest}`);
};

function distinctRest(
  {
    distinct,
    occurring,
    apartKm,
    nearMedianPercent,
    of,
  }: Extract<Measure, { distinct: unknown; of: unknown }>,
  speech: Telling,
): string {
  const { say, number, money } = speech;
  const { many } = speech.select(of);
  const { feminine } = thingsOf(fieldThings[distinct], speech);
  const { atLeast, atMost, sumAtLeast, peerMedianTimes } = occurring ?? {};
  const conditions = [
    ...(atLeast === undefined
      ? []
      : [
          say(
            `at least ${number(atLeast)} of these ${many}`,
            `au moins ${number(atLeast)} de ces ${many}`,
          ),
        ]),
    ...(atMost === undefined
      ? []
      : [
          say(
            `at most ${number(atMost)} of these ${many}`,
            `au plus ${number(atMost)} de ces ${many}`,
          ),
        ]),
    ...(sumAtLeast === undefined
      ? []
      : [say(`${money(sumAtLeast)} or more in all`, `${money(sumAtLeast)} ou plus en tout`)]),
    ...(peerMedianTimes === undefined
      ? []
      : [
          say(
            `${number(peerMedianTimes)} times or more the clients’ median spending there per 30 days`,
            `${number(peerMedianTimes)} fois ou plus la dépense médiane que les clients y font par 30 jours`,
          ),
        ]),
    ...(nearMedianPercent === undefined
      ? []
      : [
          say(
            `an amount that differs by at most ${number(nearMedianPercent)}% from the median amount`,
            `un montant qui s’écarte d’au plus ${number(nearMedianPercent)} % du montant médian`,
          ),
        ]),
  ];
  const counting =
    conditions.length === 0
      ? ''
      : say(
          `; only those count that each have ${speech.and(conditions)}`,
          `; ${feminine ? 'seules comptent celles qui ont chacune' : 'seuls comptent ceux qui ont chacun'} ${speech.and(conditions)}`,
        );
  const apart =
    apartKm === undefined
      ? ''
      : say(
          `; only those count that are at least ${number(apartKm)} km from each other`,
          `; ${feminine ? 'seules comptent celles distantes' : 'seuls comptent ceux distants'} d’au moins ${number(apartKm)} km ${feminine ? 'les unes' : 'les uns'} des autres`,
        );
  return counting + apart;
}

function runsWords(
  { runs, at, distinct, atLeast, within, sumAtLeast, over }: Extract<Measure, { runs: unknown }>,
  speech: Telling,
): [Things, string] {
  const { say, number, money } = speech;
  const { many, rest, feminine } = speech.select(runs);
  const [place, values] = [at, distinct].map((field) => thingsOf(fieldThings[field], speech)) as [
    Things,
    Things,
  ];
  const worth =
    sumAtLeast === undefined
      ? ''
      : say(` and ${money(sumAtLeast)} or more in all`, ` et ${money(sumAtLeast)} ou plus en tout`);
  const each = say(
    ` of ${many}${rest}, all with the same ${place.one}, each series lasting less than ${speech.length(within)}, with at least ${number(atLeast)} different ${values.many}${worth}`,
    ` ${deFrench(many)}${rest}, ayant ${feminine ? 'toutes' : 'tous'} ${sameFrench(place)}, chaque série durant moins de ${speech.length(within)}, avec au moins ${number(atLeast)} ${values.many} ${values.feminine ? 'différentes' : 'différents'}${worth}`,
  );
  return [
    thingsOf(['series', 'series', 'série', 'séries', 'f'], speech),
    `${each}, ${speech.within(over)}`,
  ];
}

function pairsWords(measure: Extract<Measure, { pairs: unknown }>, speech: Telling): Counted {
  const { pairs, within, apart, eitherOrder, same = [], different = [], distinct, over } = measure;
  const { say, length, number } = speech;
  const [first, next] = [pairs.first, pairs.next].map((selector) => {
    const { one, rest } = speech.select(selector);
    return `${one}${rest}`;
  }) as [string, string];
  const order = eitherOrder
    ? say(
        `less than ${length(within)} before or after`,
        `moins de ${length(within)} avant ou après`,
      )
    : say(`less than ${length(within)} later`, `moins de ${length(within)} plus tard`);
  type Fields = readonly (keyof typeof fieldThings)[];
  const names = (fields: Fields) =>
    speech.and(fields.map((field) => thingsOf(fieldThings[field], speech).one));
  const sameNames = (fields: Fields) =>
    speech.and(fields.map((field) => sameFrench(thingsOf(fieldThings[field], speech))));
  const { amountsWithinPercent, atLeastKm, atMostKm } = measure;
  const together = [
    ...(apart
      ? [say(`at least ${length(apart)} apart`, `à au moins ${length(apart)} d’écart`)]
      : []),
    ...(same.length > 0 ? [say(`same ${names(same)}`, sameNames(same))] : []),
    ...(different.length > 0
      ? [say(`different ${names(different)}`, `pas ${sameNames(different)}`)]
      : []),
    ...(amountsWithinPercent === undefined
      ? []
      : [
          say(
            `amounts that differ by at most ${number(amountsWithinPercent)}% of the first`,
            `montants qui diffèrent d’au plus ${number(amountsWithinPercent)} % du premier`,
          ),
        ]),
    ...(atLeastKm === undefined
      ? []
      : [
          say(
            `at least ${number(atLeastKm)} km apart`,
            `à au moins ${number(atLeastKm)} km l’un de l’autre`,
          ),
        ]),
    ...(atMostKm === undefined
      ? []
      : [
          say(
            `at most ${number(atMostKm)} km apart`,
            `à au plus ${number(atMostKm)} km l’un de l’autre`,
          ),
        ]),
  ];
  // Past a comma, the verb needs one too.
  const comma = first.includes(',') ? ',' : '';
  const how = together.length === 0 ? '' : ` (${together.join('; ')})`;
  const pair = say(
    ` in which [a] ${first}${comma} goes with [b] ${next}, ${order}${how}, both ${speech.within(over)}`,
    ` où [a] ${first}${comma} va avec [b] ${next}, ${order}${how}, les deux ${speech.within(over)}`,
  );
  const couples = thingsOf(['pair', 'pairs', 'paire', 'paires', 'f'], speech);
  if (distinct === undefined) return { things: couples, rest: pair, different: false };
  const rest = say(` of [b] among pairs${pair}`, ` de [b] parmi les paires${pair}`);
  return { things: thingsOf(fieldThings[distinct], speech), rest, different: true };
}

function recordsWords(
  measure: Extract<Measure, { records: unknown } | { distinctRecords: unknown }>,
  wording: Wording,
): Counted {
  const { speech } = wording;
  const { say, or } = speech;
  const part: RecordPart = 'records' in measure ? measure.records : measure.of;
  const { codes, exceptCodes, confidence, merchantGroup, over } = measure;
  const groups = (asked: string | string[]) =>
    or([asked].flat().map((code) => listName('merchantGroups', code, speech)));
  const named = (some: readonly string[]) =>
    or(some.map((code) => codeInWords(part, code, wording)));
  // What a report is about is told in the words of whoever filed it.
  const isFiled = part === 'adverseMedia';
  const heading = isFiled ? say('under the heading ', 'sous la rubrique ') : '';
  const colon = isFiled ? ' ' : say(': ', ' : ');
  const rest = [
    ...(codes ? [`${colon}${heading}${named(codes)}`] : []),
    ...(exceptCodes ? [`, ${say('except', 'sauf')} ${heading}${named(exceptCodes)}`] : []),
    ...(merchantGroup
      ? [
          say(
            `, at merchants of the group ${groups(merchantGroup)}`,
            `, chez un commerçant du groupe ${groups(merchantGroup)}`,
          ),
        ]
      : []),
    ...(confidence ? [`, ${confidenceInWords(confidence, speech)}`] : []),
    ...(over ? [`, ${speech.within(over)}`] : []),
  ].join('');
  const records = thingsOf(partThings[part], speech);
  if ('records' in measure) return { things: records, rest, different: false };
  const field = measure.distinctRecords;
  const words = field === 'code' ? undefined : recordFieldThings[`${part}.${field}`];
  const things = thingsOf(words ?? [field, field, field, field], speech);
  return {
    things,
    rest: say(` among ${records.many}${rest}`, ` parmi les ${records.many}${rest}`),
    different: true,
  };
}

function codeInWords(part: RecordPart, code: string, { factCodes, speech }: Wording): string {
  const { language, quoted } = speech;
  const fact = part === 'facts' ? factCodes[code] : undefined;
  const words = fact ? fact[language].replace(/\.$/, '') : (codeNames[code]?.[language] ?? code);
  return quoted(words);
}

function confidenceInWords(confidence: 'low' | 'medium' | 'high', { say }: Speech): string {
  const words = {
    low: say('of any stated confidence', 'de toute confiance déclarée'),
    medium: say('of medium or high confidence', 'de confiance moyenne ou élevée'),
    high: say('of high confidence', 'de confiance élevée'),
  };
  return words[confidence];
}

function sharersWords(measure: Extract<Measure, { sharers: unknown }>, speech: Telling): Counted {
  const { sharers, unrelated, sameEmployer, kind } = measure;
  const { say, or, language } = speech;
  const details = or(sharers.map((one) => codeNames[one]?.[language] ?? one));
  const who = {
    person: say('only persons count', 'ne comptent que des personnes'),
    entity: say('only organizations count', 'ne comptent que des organisations'),
    any: say('only those count', 'ne comptent que ceux'),
  }[kind ?? 'any'];
  const whose = [
    ...(unrelated
      ? [say('who do not have the client’s surname', 'qui n’ont pas le nom de famille du client')]
      : []),
    ...(sameEmployer
      ? [say('whose pay comes from one employer', 'dont la paie vient d’un même employeur')]
      : []),
  ];
  const beside =
    whose.length === 0 ? who : `${say('besides the client, ', 'outre le client, ')}${who} `;
  const counting = kind || whose.length > 0 ? `; ${beside}${speech.and(whose)}` : '';
  return {
    things: thingsOf(['user', 'users', 'usager', 'usagers'], speech),
    rest: say(
      ` (the client included) of one and the same ${details}${counting}`,
      ` (client compris) d’une seule et même coordonnée : ${details}${counting}`,
    ),
    different: false,
  };
}

function neighboursWords(
  measure: Extract<Measure, { neighbours: unknown }>,
  speech: Telling,
): Counted {
  const { neighbours, over, times, partOfSum, matching, forwarding, ofPay, sameEmployer } = measure;
  const { say, number, percent } = speech;
  const { many, rest } = speech.select(neighbours);
  const asked = matching && [
    ...(matching.indicators ? [linked(matching.indicators, speech)] : []),
    ...(matching.families
      ? [
          say(
            `an indicator of ${familiesInWords(matching.families, speech)}`,
            `un indicateur de ${familiesInWords(matching.families, speech)}`,
          ),
        ]
      : []),
  ];
  const least = matching?.atLeast ?? 1;
  const ofThese = asked?.length
    ? say(`of these indicators: ${asked.join(', ')}`, `de ces indicateurs : ${asked.join(', ')}`)
    : say('indicators', 'indicateurs');
  const received = ofPay
    ? say('the pay they received', 'la paie reçue')
    : say('what they received', 'ce qu’ils ont reçu');
  const each = [
    ...(times === undefined
      ? []
      : [
          say(
            `each in ${number(times)} or more of them`,
            `chacun dans ${number(times)} ou plus d’entre eux`,
          ),
        ]),
    ...(partOfSum === undefined
      ? []
      : [
          say(
            `each with ${percent(partOfSum)} or more of their sum`,
            `chacun avec ${percent(partOfSum)} ou plus de leur total`,
          ),
        ]),
    ...(forwarding === undefined
      ? []
      : [
          say(
            `who passed ${percent(forwarding)} or more of ${received} to the client`,
            `qui ont transmis au client ${percent(forwarding)} ou plus de ${received}`,
          ),
        ]),
    ...(ofPay && forwarding === undefined ? [say('of pay', 'de la paie')] : []),
    ...(sameEmployer
      ? [say('whose pay comes from one employer', 'dont la paie vient d’un même employeur')]
      : []),
    ...(asked
      ? [
          say(
            `whose own accounts show, in the same time, ${number(least)} or more ${ofThese}`,
            `dont le propre compte montre, dans le même délai, ${number(least)} ou plus ${ofThese}`,
          ),
        ]
      : []),
  ];
  const what = each.length === 0 ? '' : `, ${each.join(', ')}`;
  return {
    things: thingsOf(['linked client', 'linked clients', 'client lié', 'clients liés'], speech),
    rest: say(
      ` on the other side of ${many}${rest}, ${speech.within(over)}${what}`,
      ` comme contrepartie de ces mouvements : ${many}${rest}, ${speech.within(over)}${what}`,
    ),
    different: false,
  };
}

const linked = (ids: readonly string[], { indicator }: Speech): string =>
  ids.map(indicator).join(', ');

const familiesInWords = (families: readonly string[], { language, quoted }: Speech): string =>
  families
    .map(
      (family) =>
        (familyNames as Record<string, { en: string; fr: string }>)[family]?.[language] ?? family,
    )
    .map(quoted)
    .join(', ');
