import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { citing, itemsOf, library } from './library.ts';
import { libraryPage, libraryPages } from './library-page.ts';

const { rulebook, published, catalogue } = library;
const pages = { en: libraryPage(library, 'en'), fr: libraryPage(library, 'fr') };
const languages = ['en', 'fr'] as const;

/** What stands under a heading, up to the next of its level. */
const sectionOf = (page: string, id: string): string =>
  page.split(/^#### /m).find((section) => section.startsWith(`<a id="${id.toLowerCase()}"></a>`)) ??
  '';

test('the published lists have all their items', () => {
  const counts = published.map((list) => [list.document, itemsOf(list).length]);
  expect(counts).toEqual([
    ['FINTRAC-2016-OA003', 39],
    ['FINTRAC-2021-OA001', 58],
    ['FINTRAC-OCSE-2025', 44],
    ['FIN-2020-A008', 20],
  ]);
});

test('the catalogue has 180 indicators, 60 of them core', () => {
  expect(new Set(catalogue.map(({ id }) => id)).size).toBe(180);
  expect(catalogue).toHaveLength(180);
  expect(catalogue.filter(({ core }) => core)).toHaveLength(60);
});

test('every indicator of the catalogue is written, in its family, and no other', () => {
  const written = rulebook.indicators.map(({ id, family }) => ({ id, family }));
  expect(written).toEqual(catalogue.map(({ id, family }) => ({ id, family })));
});

test.each(
  published.flatMap((list) => itemsOf(list).map(({ item }) => [list.document, item] as const)),
)('%s %s is implemented by a rule', (document, item) => {
  expect(citing(rulebook, document, item)).not.toEqual([]);
});

test.each(rulebook.indicators)('$id cites items that were published', ({ sources }) => {
  for (const list of published) {
    const items = new Set(itemsOf(list).map(({ item }) => item));
    const numbered = sources.filter(
      ({ document, item }) => document === list.document && /^[A-Z]\d+$/.test(item),
    );
    expect(numbered.filter(({ item }) => !items.has(item))).toEqual([]);
  }
});

describe.each(languages)('the page in %s', (language) => {
  const page = pages[language];

  test('is the one that the documents make: npm run docs', () => {
    expect(readFileSync(`docs/${libraryPages[language]}`, 'utf8')).toBe(page);
  });

  test('leads every link somewhere', () => {
    const anchors = new Set([...page.matchAll(/<a id="([^"]+)">/g)].map(([, id]) => id));
    const headings = [...page.matchAll(/^#+ ([^<\n]+)$/gm)].map(([, text = '']) =>
      text
        .toLowerCase()
        .replace(/[^\p{L}\p{N} -]/gu, '')
        .replaceAll(' ', '-'),
    );
    const links = [...page.matchAll(/\]\(#([^)]+)\)/g)].map(([, target = '']) => target);
    const lost = links.filter((target) => !anchors.has(target) && !headings.includes(target));
    expect(lost).toEqual([]);
    expect(links.length).toBeGreaterThan(1000);
  });

  test('has no anchor twice', () => {
    const anchors = [...page.matchAll(/<a id="([^"]+)">/g)].map(([, id]) => id);
    expect(anchors.filter((id, place) => anchors.indexOf(id) !== place)).toEqual([]);
  });

  test('tells the state, the sources and the conditions of every indicator', () => {
    const state = language === 'en' ? '**State:**' : '**État\u00a0:**';
    const sources = language === 'en' ? '**Sources:**' : '**Sources\u00a0:**';
    const lacking = catalogue
      .map(({ id }) => ({ id, section: sectionOf(page, id) }))
      .filter(
        ({ section }) =>
          !section.includes(state) || !section.includes(sources) || !/\n- \S.*\n/.test(section),
      );
    expect(lacking.map(({ id }) => id)).toEqual([]);
  });

  test('gives the hotline, and says that a match is no accusation and thresholds are proposals', () => {
    const words =
      language === 'en'
        ? ['not an accusation', 'proposals']
        : ['pas une accusation', 'propositions'];
    for (const word of [...words, '1-833-900-1010']) expect(page.slice(0, 3000)).toContain(word);
  });

  test('has no two spaces in a row, and no list of words that is empty', () => {
    const lines = page.split('\n').filter((line) => !line.startsWith('|'));
    expect(lines.filter((line) => /\S {2,}\S/.test(line))).toEqual([]);
    expect(lines.filter((line) => /[“«]\s*[”»]|, ,|\( ?\)/.test(line))).toEqual([]);
  });

  test('calls nobody a suspect', () => {
    expect(page).not.toMatch(/\bsuspects?\b/i);
  });
});

test('words agree in French', () => {
  const disagreeing = [
    /espèces (?:reçu|envoyé|déposé)s\b/,
    /paies? (?:reçus?|versés?)\b/,
    /opérations (?:sorti|refusé)s\b/,
    /monnaie virtuelle (?:sorti|reçu|envoyé)s\b/,
    /seuls comptent .*(?:parmi les|de) (?:contreparties|régions|cartes|villes)/,
    /(?:contreparties|cartes|régions|villes|dates|provinces)[^;,]*; seuls/,
    /(?:rentrées|entrées|sorties|traites|paies) [^;:]*ayant tous\b/,
    /reçus avec un commerçant/,
  ];
  const lines = pages.fr.split('\n');
  for (const fault of disagreeing) expect(lines.filter((line) => fault.test(line))).toEqual([]);
});

test('both languages tell the same indicators, in the same order, with the same numbers', () => {
  for (const { id } of catalogue) {
    const [en, fr] = languages.map((language) => bareOf(sectionOf(pages[language], id)));
    expect([id, en]).toEqual([id, fr]);
  }
});

/** The numbers, links and shape of a section: what both languages have alike. */
function bareOf(section: string) {
  const conditions = section
    .split('\n')
    .filter((line) => /^ *- /.test(line))
    .filter((line) => !line.startsWith('- **') || /^- \*\*(Movements|Mouvements) /.test(line));
  return {
    links: [...section.matchAll(/\]\(#([^)]+)\)/g)].map(([, target]) => target),
    depths: conditions.map((line) => line.search(/-/)),
    strengths: [...section.matchAll(/\*\*(?:Strength|strength|Force|force) (\d)\*\*/g)].map(
      ([, one]) => one,
    ),
  };
}
