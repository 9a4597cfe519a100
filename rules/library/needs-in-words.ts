import type { Indicator } from '../../lib/indicators/indicator.ts';
import { missingNames, partNames } from '../../lib/indicators/words/missing-words.ts';
import type { Speech } from '../../lib/indicators/words/speech.ts';
import { dataNeeded } from './data-needed.ts';

type Needing = Pick<Indicator, 'measures' | 'requires'>;

/** What a reporting entity must send, beside the bare movements; empty where that is enough. */
export function needsInWords(documents: readonly Needing[], speech: Speech): string {
  const { language, or } = speech;
  const needs = documents.map(dataNeeded);
  const parts = needs.flatMap((need) => need.parts.map((part) => partNames[part][language]));
  const fields = needs.flatMap((need) =>
    need.fields.map((group) => or(group.map((field) => missingNames[field][language]))),
  );
  const known = needs.flatMap((need) => need.known.map((word) => missingNames[word][language]));
  return [...new Set([...parts, ...fields, ...known])].join('; ');
}
