import type { Indicator, TypologyId } from '../../lib/indicators/indicator.ts';
import type { Translated } from '../../lib/translated.ts';

/** On what an indicator can be run. */
export const stateWords: Record<Indicator['tier'], Translated> = {
  A: { en: 'runs on core data', fr: 'fonctionne avec les données de base' },
  B: {
    en: 'runs; needs staff notes and logs',
    fr: 'fonctionne; demande notes du personnel et journaux',
  },
  C: { en: 'runs; needs outside data', fr: 'fonctionne; demande des données externes' },
};

export const notWritten: Translated = { en: 'not written yet', fr: 'pas encore écrit' };

export const shownByWords: Record<Indicator['shownBy'], Translated> = {
  any: { en: 'anybody', fr: 'quiconque' },
  suspected_trafficker: { en: 'whoever may exploit others', fr: 'qui pourrait exploiter autrui' },
  possible_victim: { en: 'a possible victim', fr: 'une victime possible' },
  facilitator_business: {
    en: 'a business that makes it possible',
    fr: 'une entreprise qui le rend possible',
  },
  buyer: { en: 'a buyer', fr: 'un acheteur' },
};

export const statusWords: Record<Indicator['status'], Translated> = {
  seen: { en: 'read in the source itself', fr: 'lu dans la source même' },
  'seen-narrative': {
    en: 'in the text of the source, not in its list',
    fr: 'dans le texte de la source, hors de sa liste',
  },
  'seen-secondary': {
    en: 'read in somebody else’s account of the source',
    fr: 'lu dans un compte rendu de la source par un tiers',
  },
  recalled: {
    en: 'from professional knowledge, the source was not read',
    fr: 'd’après la pratique, source non lue',
  },
  proposed: { en: 'our own proposal', fr: 'notre propre proposition' },
};

export const typologyAnchor = (id: TypologyId): string => `typology-${id}`;
