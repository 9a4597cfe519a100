import { sourceWords } from '../../lib/disclosures/source-words.ts';
import type { Indicator } from '../../lib/indicators/indicator.ts';
import type { Speech } from '../../lib/indicators/words/speech.ts';
import { itemsOf, type Library } from './library.ts';

type Source = Indicator['sources'][number];
type Published = Pick<Library, 'published'>;

/** Whether a source is a numbered item of a published list. */
export const isPublishedItem = ({ document, item }: Source, { published }: Published): boolean =>
  published.some(
    (list) => list.document === document && itemsOf(list).some((one) => one.item === item),
  );

/** A source in words; where it is no numbered item of a list, with the part of the document. */
export function sourceItem(source: Source, library: Published, speech: Speech): string {
  const name = sourceWords(source, speech.language);
  const isOfList = library.published.some(({ document }) => document === source.document);
  if (!isOfList || source.item === 'narrative' || isPublishedItem(source, library)) return name;
  return `${name}, ${partInWords(source.item, speech)}`;
}

/** "typology 2", "case". */
const partInWords = (item: string, { say }: Speech): string =>
  say(item, item.replace(/^typology\b/, 'typologie').replace(/^case\b/, 'cas'));
