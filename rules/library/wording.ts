import type { Measure, Selector } from '../../lib/indicators/measure.ts';
import type { Lists } from '../../lib/indicators/rulebook.ts';
import type { Selected } from './selector-in-words.ts';
import type { Speech } from './speech.ts';

/** Speech that also knows what the selections of one document are called. */
export type Telling = Speech & { select(selector: Selector): Selected };

/** What a document calls by name, and what the facts it asks for mean. */
export type Wording = {
  measures: Record<string, Measure>;
  factCodes: Lists['factCodes'];
  speech: Telling;
};
