import type { Lists } from '../../lib/indicators/rulebook.ts';
import type { ListSection } from '../../lib/indicators/words/list-words.ts';

/** The codes that a rulebook has in a section. */
export const listCodes = (section: ListSection, lists: Lists): string[] =>
  Object.keys(section === 'statistics' ? lists.peers.statistics : lists[section]);
