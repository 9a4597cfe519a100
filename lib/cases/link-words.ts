import { renderSentence } from '../indicators/sentence.ts';
import type { Translated } from '../translated.ts';
import type { Link } from './assessment.ts';

const words: Record<Link['reason'], Translated> = {
  'joint-holding': {
    en: 'They hold an account together.',
    fr: 'Ils détiennent un compte ensemble.',
  },
  'shared-identity': {
    en: 'Both show the same identity document.',
    fr: "Les deux présentent la même pièce d'identité.",
  },
  'shared-name-and-birth': {
    en: 'Both have the same name and date of birth.',
    fr: 'Les deux ont le même nom et la même date de naissance.',
  },
  'shared-phone': {
    en: 'Both use the same telephone number.',
    fr: 'Les deux utilisent le même numéro de téléphone.',
  },
  'shared-email': {
    en: 'Both use the same e-mail address.',
    fr: 'Les deux utilisent la même adresse électronique.',
  },
  'shared-device': {
    en: 'Both used the same device.',
    fr: 'Les deux ont utilisé le même appareil.',
  },
  'shared-address': {
    en: 'Both give the same address; this alone joins nobody.',
    fr: 'Les deux donnent la même adresse ; cela seul ne relie personne.',
  },
  'shared-handle': {
    en: 'Both use the same user name.',
    fr: "Les deux utilisent le même nom d'utilisateur.",
  },
  'shared-wallet': {
    en: 'Both use the same virtual-currency address.',
    fr: 'Les deux utilisent la même adresse de monnaie virtuelle.',
  },
  transfers: {
    en: 'The first paid the second {count} times, {total:money} in all, and little or nothing came back.',
    fr: 'Le premier a payé le second {count} fois, {total:money} en tout, et presque rien en retour.',
  },
};

/** Why two subjects are linked, in words. */
export const linkWords = ({ reason, transfers }: Link): Translated =>
  renderSentence(words[reason], {
    count: transfers?.count ?? 0,
    total: transfers?.totalCadMinor ?? 0,
  });
