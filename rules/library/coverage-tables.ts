import type { Indicator } from '../../lib/indicators/indicator.ts';
import type { Speech } from '../../lib/indicators/words/speech.ts';
import type { Language } from '../../lib/translated.ts';
import { citing, itemsOf, type Library, type PublishedList } from './library.ts';
import { anchor, blocks, link, table } from './markdown.ts';
import { needsInWords } from './needs-in-words.ts';
import { isPublishedItem, sourceItem } from './source-item.ts';
import { stateWords } from './state-words.ts';

/** Every published item with the rules that implement it and the data they need. */
export function coverageTables(library: Library, speech: Speech): string {
  const { say } = speech;
  return blocks(
    say(
      '## What was published, and what implements it',
      '## Ce qui a été publié, et ce qui le met en œuvre',
    ),
    say(
      'Items are numbered by their order in the document; the descriptions are ours. Where several items of a list say nearly the same and one rule implements them together, they are told together, as the first, second… of them.',
      'Les points sont numérotés selon leur ordre dans le document; les descriptions sont les nôtres. Là où plusieurs points d’une liste disent presque la même chose et qu’une seule règle les met en œuvre, ils sont décrits ensemble, comme le premier, le second…',
    ),
    ...library.published.map((list) => listTable(list, library, speech)),
    sourcesTable(library, speech),
  );
}

function listTable(list: PublishedList, { rulebook }: Library, speech: Speech): string {
  const { language, say } = speech;
  const rows = itemsOf(list).map(({ item, description }) => {
    const rules = citing(rulebook, list.document, item);
    return [
      `${anchor(`${list.document}-${item}`)}${item}`,
      description[language],
      rules.map(({ id }) => link(id)).join(', ') || say('**none**', '**aucune**'),
      needsInWords(rules, speech) || say('movements alone', 'les mouvements seuls'),
      states(rules, language),
    ];
  });
  return blocks(
    `### ${list.title[language]}`,
    `${list.document} · ${groupsInWords(list, speech)}`,
    table(
      [
        say('Item', 'Point'),
        say('What it says', 'Ce qu’il dit'),
        say('Rules', 'Règles'),
        say('Data needed', 'Données requises'),
        say('State', 'État'),
      ],
      rows,
    ),
  );
}

const groupsInWords = ({ groups }: PublishedList, { language }: Speech): string =>
  groups
    .map(
      ({ letter, title, items }) =>
        `${letter}1–${letter}${items.length} ${title[language].toLowerCase()}`,
    )
    .join(' · ');

/** The state of the rules; of each one where they differ. */
function states(rules: readonly Indicator[], language: Language): string {
  const byTier = [...Map.groupBy(rules, ({ tier }) => tier)].sort(([a], [b]) => (a < b ? -1 : 1));
  return byTier
    .map(([tier, same]) => {
      const which = byTier.length === 1 ? '' : ` (${same.map(({ id }) => id).join(', ')})`;
      return stateWords[tier][language] + which;
    })
    .join('; ');
}

/** Sources that are no numbered items, with what cites them: by document, or part of a list. */
function sourcesTable(library: Library, speech: Speech): string {
  const { rulebook, published } = library;
  const { say } = speech;
  const lists = new Set(published.map(({ document }) => document));
  const others = rulebook.indicators
    .flatMap(({ sources }) => sources)
    .filter((source) => !isPublishedItem(source, library));
  const byPart = Map.groupBy(others, ({ document, item }) =>
    lists.has(document) ? `${document} ${item}` : document,
  );
  const rows = [...byPart]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, sources]) => sources.slice(0, 1))
    .map((source) => {
      const part = lists.has(source.document) ? source.item : undefined;
      const rules = citing(rulebook, source.document, part);
      return [sourceItem(source, library, speech), rules.map(({ id }) => link(id)).join(', ')];
    });
  return blocks(
    say('### Sources without numbered items', '### Sources sans points numérotés'),
    table([say('Source', 'Source'), say('Rules', 'Règles')], rows),
  );
}
