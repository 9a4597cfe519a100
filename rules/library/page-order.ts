import type { Family, TypologyId } from '../../lib/indicators/indicator.ts';
import { familyNames } from '../../lib/indicators/words/family-words.ts';

/** The order of the catalogue: what exploitation looks like first, general laundering last. */
export const familyOrder = Object.keys(familyNames) as Family[];

export const typologyOrder: readonly TypologyId[] = [
  'sexual-exploitation',
  'labour-exploitation',
  'online-child-exploitation',
  'smuggling-overlap',
  'general-laundering',
];
