import type { LedgerKey } from '../identifiers.ts';
import type { Indicator } from '../indicators/indicator.ts';
import type { Match } from '../indicators/match.ts';
import { renderSentence } from '../indicators/sentence.ts';
import type { Scoring } from '../indicators/typology.ts';
import type { Translated } from '../translated.ts';
import type { AssessedSubject, Link } from './assessment.ts';
import { familiesOfClass } from './family-classes.ts';
import type { PartyFacts } from './party-facts.ts';
import type { Persons } from './persons.ts';

/** What is known about linked subjects when their roles are asked for. */
export type RoleFacts = {
  links: readonly Link[];
  matches: readonly Match[];
  persons: Persons;
  partyOf(subject: LedgerKey): PartyFacts;
  /** Canadian minor units of everything that left the subject's own accounts. */
  outflowCadMinorOf(subject: LedgerKey): number;
  /** Who usually shows an indicator. */
  shownBy(indicator: string): Indicator['shownBy'];
  classes: Scoring['classes'];
};

export type RoleHypothesis = Pick<AssessedSubject, 'role' | 'reasons'>;

/**
 * What a subject looks like from the facts, with the facts. Unknown unless something says otherwise,
 * and the protecting reading first: somebody whom a reporter calls a possible victim, or who passes
 * on what she receives, is exploited-like even where she collects from others as well, because
 * collectors and nominees are often victims themselves. Nobody is called a buyer for what they paid.
 *
 * @see indicator notes 10; disclosure notes 10
 */
export function roleHypothesis(subject: LedgerKey, facts: RoleFacts): RoleHypothesis {
  const exploited = exploitedReasons(subject, facts);
  const controlling = controllerReasons(subject, facts);
  if (exploited.length > 0) {
    return { role: 'exploited-like', reasons: [...exploited, ...controlling] };
  }
  if (controlling.length > 0) return { role: 'controller-like', reasons: controlling };
  const facilitating = facilitatorReasons(subject, facts);
  if (facilitating.length > 0) return { role: 'facilitator', reasons: facilitating };
  if (facts.partyOf(subject).roleHints.includes('buyer')) {
    return { role: 'buyer', reasons: [reportedAsBuyer] };
  }
  return { role: 'unknown', reasons: [] };
}

const setByPerson: Translated = {
  en: 'A person who worked on the case judged so from the facts.',
  fr: 'Une personne qui a traité le dossier en a jugé ainsi d’après les faits.',
};

/** A role that a person set, which no hypothesis overrides. Her own words stay with her decision. */
export const roleSetByPerson = (
  decided: Pick<AssessedSubject, 'role' | 'setBy'> | undefined,
): Pick<AssessedSubject, 'role' | 'reasons' | 'setBy'> | undefined =>
  decided && { ...decided, reasons: [setByPerson] };

const reportedAsVictim: Translated = {
  en: 'A reporting entity describes this person as a possible victim.',
  fr: 'Une entité déclarante décrit cette personne comme une victime possible.',
};
const reportedAsBuyer: Translated = {
  en: 'A reporting entity describes this person as a buyer.',
  fr: 'Une entité déclarante décrit cette personne comme un client.',
};
const reportedAsFacilitator: Translated = {
  en: 'A reporting entity describes this party as a facilitator.',
  fr: 'Une entité déclarante décrit cette partie comme un facilitateur.',
};

/**
 * A person whose money mostly goes to one linked party, who is controlled, or who shows at least two
 * signs that victims usually show. One such sign alone is ordinary life: somebody sends her pay home.
 */
function exploitedReasons(subject: LedgerKey, facts: RoleFacts): Translated[] {
  const { kind, roleHints } = facts.partyOf(subject);
  const hinted = roleHints.includes('possible_victim') ? [reportedAsVictim] : [];
  if (kind !== 'person') return hinted;
  const shown = exploitationMatches(facts).some((match) => match.subject === subject);
  const forwarded = shown ? forwardedReasons(subject, facts) : [];
  const controlled = sentences(subject, facts, ({ family }) => family === 'CONTROL');
  const usual = ({ indicator }: Match) => facts.shownBy(indicator) === 'possible_victim';
  const signs = sentences(subject, facts, usual);
  const told = [...hinted, ...forwarded, ...controlled];
  const indicators = facts.matches.filter((match) => match.subject === subject && usual(match));
  const several = new Set(indicators.map(({ indicator }) => indicator)).size > 1;
  return distinct(told.length > 0 || several ? [...told, ...signs] : []);
}

const forwarded: Translated = {
  en: '{share:percent} of the money that left, {total:money} in {count|payment|payments}, went to one linked party.',
  fr: '{share:percent} de l’argent sorti, {total:money} en {count|paiement|paiements}, est allé à une seule partie liée.',
};

/** At least this part of the outflow to one linked party is "mostly to one". */
const mostly = 0.5;

function forwardedReasons(subject: LedgerKey, facts: RoleFacts): Translated[] {
  const outflow = facts.outflowCadMinorOf(subject);
  return transfersFrom(subject, facts).flatMap(({ transfers }) => {
    if (!transfers || outflow === 0 || transfers.totalCadMinor < mostly * outflow) return [];
    const { count, totalCadMinor: total } = transfers;
    return renderSentence(forwarded, { share: total / outflow, total, count });
  });
}

const fromOne: Translated = {
  en: 'Received {total:money} in {count|payment|payments} from a linked person whose own accounts point to exploitation.',
  fr: 'A reçu {total:money} en {count|paiement|paiements} d’une personne liée dont les comptes indiquent une exploitation.',
};
const fromSeveral: Translated = {
  en: 'Received {total:money} in {count|payment|payments} from {payers} linked people whose own accounts point to exploitation.',
  fr: 'A reçu {total:money} en {count|paiement|paiements} de {payers} personnes liées dont les comptes indiquent une exploitation.',
};

/**
 * Money comes in from linked people whose accounts point to exploitation: from two of them, or from
 * one while the receiver lives well or pays for adverts and rooms.
 */
function controllerReasons(subject: LedgerKey, facts: RoleFacts): Translated[] {
  const { persons } = facts;
  const exploited = new Set(
    exploitationMatches(facts).map((match) => persons.personOf(match.subject)),
  );
  const incoming = facts.links.filter(
    ({ a, b, reason }) =>
      reason === 'transfers' &&
      b === subject &&
      persons.personOf(a) !== persons.personOf(subject) &&
      exploited.has(persons.personOf(a)),
  );
  const payers = new Set(incoming.map(({ a }) => persons.personOf(a))).size;
  const pays = sentences(subject, facts, ({ family }) => family === 'ADS' || family === 'LODGING');
  const lives = sentences(subject, facts, ({ family }) => family === 'LIFESTYLE');
  const supporting = distinct([...pays, ...lives]);
  if (payers === 0 || (payers === 1 && supporting.length === 0)) return [];
  const count = incoming.reduce((sum, { transfers }) => sum + (transfers?.count ?? 0), 0);
  const total = incoming.reduce((sum, { transfers }) => sum + (transfers?.totalCadMinor ?? 0), 0);
  return [
    renderSentence(payers === 1 ? fromOne : fromSeveral, { payers, count, total }),
    ...supporting,
  ];
}

function facilitatorReasons(subject: LedgerKey, facts: RoleFacts): Translated[] {
  const hinted = facts.partyOf(subject).roleHints.includes('facilitator');
  const signs = sentences(
    subject,
    facts,
    (match) => facts.shownBy(match.indicator) === 'facilitator_business',
  );
  return distinct([...(hinted ? [reportedAsFacilitator] : []), ...signs]);
}

/** Matches that make a family count as exploitation, over all linked subjects. */
function exploitationMatches({ matches, classes }: RoleFacts): Match[] {
  const families = familiesOfClass(matches, 'E', classes);
  return matches.filter(({ family }) => families.has(family));
}

const transfersFrom = (subject: LedgerKey, { links }: RoleFacts): Link[] =>
  links.filter(({ a, reason }) => reason === 'transfers' && a === subject);

const sentences = (
  subject: LedgerKey,
  { matches }: RoleFacts,
  wanted: (match: Match) => boolean,
): Translated[] =>
  matches
    .filter((match) => match.subject === subject && wanted(match))
    .map(({ sentence }) => sentence);

const distinct = (texts: readonly Translated[]): Translated[] => [
  ...new Map(texts.map((text) => [text.en, text])).values(),
];
