import type { Translated } from '../translated.ts';

/* Why a recipient is named, for the author who decides. */

export const asked: Translated = {
  en: 'This agency has filed an information record that speaks of somebody in the case.',
  fr: 'Cet organisme a déposé une fiche de renseignements qui concerne une personne du dossier.',
};

export const childrenOnline: Translated = {
  en: 'The facts concern the exploitation of children online, which this centre handles for the whole country.',
  fr: 'Les faits concernent l’exploitation d’enfants en ligne, dont ce centre s’occupe pour tout le pays.',
};

export const border: Translated = {
  en: 'The facts cross the border. A second test must be met and its facts written down.',
  fr: 'Les faits franchissent la frontière. Un second critère doit être rempli et ses faits consignés.',
};

export const localCopy: Translated = {
  en: 'Police of a place where facts happened: a copy can be sent.',
  fr: 'Police d’un lieu où des faits se sont produits : une copie peut être envoyée.',
};

export const corridor: Translated = {
  en: 'The facts run along the corridor between the two provinces.',
  fr: 'Les faits suivent le corridor entre les deux provinces.',
};

export const provinceDefault: Translated = {
  en: 'No fact has a place; this service covers the province of a party’s address.',
  fr: 'Aucun fait n’est situé; ce service couvre la province de l’adresse d’une partie.',
};

export const noProvince: Translated = {
  en: 'Nothing says in which province the facts happened.',
  fr: 'Rien n’indique dans quelle province les faits se sont produits.',
};

export const oneArea = (facts: number): Translated => ({
  en: `The facts concentrate where this service has jurisdiction (${facts} with a place).`,
  fr: `Les faits se concentrent sur le territoire de ce service (${facts} situés).`,
});

export const severalAreas = (areas: number): Translated => ({
  en: `The facts spread over ${areas} police areas of one province.`,
  fr: `Les faits s’étendent sur ${areas} territoires policiers d’une même province.`,
});

export const mainDivision = (letter: string, provinces: number): Translated => ({
  en: `The facts spread over ${provinces} provinces; most happened in that of ${letter} Division.`,
  fr: `Les faits s’étendent sur ${provinces} provinces; la plupart se sont produits dans celle de la Division ${letter}.`,
});

export const furtherDivision = (letter: string, provinces: number): Translated => ({
  en: `The facts spread over ${provinces} provinces; some happened in that of ${letter} Division.`,
  fr: `Les faits s’étendent sur ${provinces} provinces; certains se sont produits dans celle de la Division ${letter}.`,
});
