import type { Translated } from '../translated.ts';

/** What the keys of tables are called, beside typologies, which have a title of their own. */
const names: Readonly<Record<string, Translated>> = {
  none: { en: 'No project', fr: 'Aucun projet' },
  proactive: { en: 'Proactive', fr: 'Proactive' },
  requested: { en: 'On information from a recipient', fr: 'Sur renseignements d’un destinataire' },
  federal: { en: 'Federal', fr: 'Fédéral' },
  provincial: { en: 'Provincial', fr: 'Provincial' },
  municipal: { en: 'Municipal', fr: 'Municipal' },
  firstNation: { en: 'First Nation', fr: 'Première Nation' },
  unknown: { en: 'Not in the routing table', fr: 'Absent de la table d’acheminement' },
  AB: { en: 'Alberta', fr: 'Alberta' },
  BC: { en: 'British Columbia', fr: 'Colombie-Britannique' },
  MB: { en: 'Manitoba', fr: 'Manitoba' },
  NB: { en: 'New Brunswick', fr: 'Nouveau-Brunswick' },
  NL: { en: 'Newfoundland and Labrador', fr: 'Terre-Neuve-et-Labrador' },
  NS: { en: 'Nova Scotia', fr: 'Nouvelle-Écosse' },
  NT: { en: 'Northwest Territories', fr: 'Territoires du Nord-Ouest' },
  NU: { en: 'Nunavut', fr: 'Nunavut' },
  ON: { en: 'Ontario', fr: 'Ontario' },
  PE: { en: 'Prince Edward Island', fr: 'Île-du-Prince-Édouard' },
  QC: { en: 'Quebec', fr: 'Québec' },
  SK: { en: 'Saskatchewan', fr: 'Saskatchewan' },
  YT: { en: 'Yukon', fr: 'Yukon' },
};

/** @param titles of typologies, by id. A key without a name, such as a project's tag, is its own. */
export const cellInWords = (key: string, titles: ReadonlyMap<string, Translated>): Translated =>
  titles.get(key) ?? names[key] ?? { en: key, fr: key };
