import { renderSentence } from '../indicators/sentence.ts';
import type { Translated } from '../translated.ts';
import type { EmployerRisk } from './employer-risk.ts';

/** The main facts about an employer in one paragraph: workers counted, never named. */
export function summaryOf(risk: Omit<EmployerRisk, 'summary'>): Translated {
  const { workersKnown, workersAffected, intermediaries, premises, setAside } = risk;
  const values = {
    workers: workersKnown,
    affected: workersAffected,
    intermediaries: new Set(intermediaries.map(({ subject }) => subject)).size,
    together: premises[0]?.workers ?? 0,
    indicators: new Set(risk.matches.map(({ indicator }) => indicator)).size,
    setAside: setAside.length,
  };
  const sentences = [
    ...(workersKnown > 0 ? [whom] : [nobody]),
    ...(risk.payPattern ? [risk.payPattern.text] : []),
    ...(intermediaries.length > 0 ? [through] : []),
    ...(premises.length > 0 ? [housed] : []),
    ...(setAside.length > 0 ? [aside] : []),
  ].map((sentence) => renderSentence(sentence, values));
  return {
    en: sentences.map(({ en }) => en).join(' '),
    fr: sentences.map(({ fr }) => fr).join(' '),
  };
}

const whom: Translated = {
  en: 'Reports tell of {workers|worker|workers} whom this employer pays; {affected|of them shows|of them show} a pattern; {indicators|indicator counts|indicators count} in all.',
  fr: 'Des déclarations parlent de {workers|travailleur payé|travailleurs payés} par cet employeur; {affected|d’entre eux présente|d’entre eux présentent} un profil commun; {indicators|indicateur compte|indicateurs comptent} en tout.',
};
const nobody: Translated = {
  en: 'No report tells of a worker whom this employer pays.',
  fr: 'Aucune déclaration ne parle d’un travailleur payé par cet employeur.',
};
const through: Translated = {
  en: 'Pay passes through {intermediaries|intermediary|intermediaries}.',
  fr: 'La paie passe par {intermediaries|intermédiaire|intermédiaires}.',
};
const housed: Translated = {
  en: 'As many as {together|worker gives|workers give} one address.',
  fr: 'Jusqu’à {together|travailleur donne|travailleurs donnent} une même adresse.',
};
const aside: Translated = {
  en: 'Not counted, as too few workers show it: {setAside|family|families} of indicators.',
  fr: 'Non retenu, car trop peu de travailleurs le présentent : {setAside|famille|familles} d’indicateurs.',
};
