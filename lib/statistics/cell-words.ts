import { provinceNames } from '../province-names.ts';
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
  ...provinceNames,
};

/** @param titles of typologies, by id. A key without a name, such as a project's tag, is its own. */
export const cellInWords = (key: string, titles: ReadonlyMap<string, Translated>): Translated =>
  titles.get(key) ?? names[key] ?? { en: key, fr: key };
