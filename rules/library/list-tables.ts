import type { Lists } from '../../lib/indicators/rulebook.ts';
import { type ListSection, listWords } from '../../lib/indicators/words/list-words.ts';
import type { Speech } from '../../lib/indicators/words/speech.ts';
import { dataNeeded } from './data-needed.ts';
import type { Library } from './library.ts';
import { listCodes } from './list-codes.ts';
import { anchor, blocks, link, table } from './markdown.ts';

/** Every fact that a reporting entity may state in one word, and what asks for it. */
export function factCodeTable({ rulebook }: Library, speech: Speech): string {
  const { language, say } = speech;
  const documents = [...rulebook.indicators, ...rulebook.suppressors];
  const rows = Object.entries(rulebook.lists.factCodes).map(([code, fact]) => [
    `${anchor(`fact-${code}`)}\`${code}\``,
    fact[language],
    fact.tier,
    documents
      .filter((document) => dataNeeded(document).facts.includes(code))
      .map(({ id }) => link(id))
      .join(', '),
  ]);
  return blocks(
    say('## Fact codes', '## Codes de faits'),
    say(
      'A `facts` record states one of these about a party. Tier B is known inside an institution, tier C comes from outside.',
      'Un enregistrement `facts` affirme l’un de ces faits d’une partie. Le niveau B est connu à l’interne, le niveau C vient de l’extérieur.',
    ),
    table(
      [
        say('Code', 'Code'),
        say('It says', 'Ce qu’il dit'),
        say('Tier', 'Niveau'),
        say('Asked for by', 'Demandé par'),
      ],
      rows,
    ),
  );
}

/** Every list under the name that conditions use, with its file and when it was looked through. */
export function listTable({ rulebook }: Library, speech: Speech): string {
  const { language, say } = speech;
  const files: Record<ListSection, string> = {
    merchantGroups: 'merchant-groups.json',
    merchants: 'merchants.json',
    keywords: 'keywords.json',
    countries: 'countries.json',
    placeLists: 'place-lists.json',
    statistics: 'peers.json',
  };
  const rows = (Object.keys(files) as ListSection[]).flatMap((section) =>
    listCodes(section, rulebook.lists).map((code) => [
      listWords[section][code]?.[language] ?? code,
      `\`${code}\``,
      `[${files[section]}](../rules/lists/${files[section]})`,
      contents(section, code, rulebook.lists, speech),
    ]),
  );
  return blocks(
    say('## Lists', '## Listes'),
    say(
      'Conditions name lists; what is on them stands in `rules/lists/` and is reviewed there. Words and names are starting lists.',
      'Les conditions nomment des listes; leur contenu figure dans `rules/lists/` et y est révisé. Les mots et les noms sont des listes de départ.',
    ),
    table(
      [say('Name', 'Nom'), say('Code', 'Code'), say('File', 'Fichier'), say('Holds', 'Contient')],
      rows,
    ),
  );
}

function contents(
  section: ListSection,
  code: string,
  lists: Lists,
  { say, number }: Speech,
): string {
  if (section === 'merchantGroups') return (lists.merchantGroups[code] ?? []).join(', ');
  if (section === 'countries') {
    const codes = lists.countries[code]?.codes ?? [];
    return codes.length > 12
      ? say(`${number(codes.length)} countries`, `${number(codes.length)} pays`)
      : codes.join(', ');
  }
  if (section === 'statistics') {
    const groups = lists.peers.statistics[code]?.length ?? 0;
    return say(
      `${number(groups)} groups of clients, reviewed on ${lists.peers.reviewedOn}`,
      `${number(groups)} groupes de clients, révisé le ${lists.peers.reviewedOn}`,
    );
  }
  const list = lists[section][code];
  if (!list) return '';
  const size = 'terms' in list ? list.terms.length : list.places.length;
  return say(
    `${number(size)} entries, reviewed on ${list.reviewedOn}`,
    `${number(size)} entrées, révisé le ${list.reviewedOn}`,
  );
}
