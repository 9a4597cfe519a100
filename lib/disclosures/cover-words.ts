import type { Translated } from '../translated.ts';

/** For whoever meets a possible victim; where help is found stands in the routing table. */
export const notATarget: Translated = {
  en: 'A person named as a possible victim is not a target of this package. Contact can put that person in danger.',
  fr: 'Une personne nommée comme victime possible n’est pas visée par le présent dossier. Un contact peut la mettre en danger.',
};

export const caveats: readonly Translated[] = [
  {
    en: 'This is intelligence: a lead, not evidence. It must not be used as evidence in court.',
    fr: 'Il s’agit de renseignement : une piste, non une preuve. Il ne doit pas servir de preuve devant un tribunal.',
  },
  {
    en: 'It must not be passed on without the consent of the body that discloses it (third-party rule).',
    fr: 'Il ne doit pas être transmis à autrui sans le consentement de l’organisme qui le communique (règle des tiers).',
  },
  {
    en: 'It must be stored securely and used only for the purpose for which it was disclosed.',
    fr: 'Il doit être conservé en lieu sûr et ne servir qu’aux fins auxquelles il a été communiqué.',
  },
  {
    en: 'A transfer that two institutions reported stands twice among the transactions.',
    fr: 'Un virement déclaré par deux institutions figure deux fois parmi les opérations.',
  },
  {
    en: 'Being named in it is no accusation. Roles are hypotheses with reasons, not findings.',
    fr: 'Y être nommé n’est pas une accusation. Les rôles sont des hypothèses motivées et non des constats.',
  },
];

export const withheldForVictims: Translated = {
  en: 'What would identify possible victims is withheld, and with it the text of the reports: it goes to police services only.',
  fr: 'Ce qui permettrait d’identifier des victimes possibles est retenu, ainsi que le texte des déclarations : cela n’est communiqué qu’aux services de police.',
};
