import type { Marks } from '../../lib/indicators/words/speech.ts';

/** What stands out on a page; the page explains its terms once. */
export const marks: Marks = {
  strong: (text: string) => `**${text}**`,
  indicator: (id: string) => link(id),
  term: (text: string) => `*${text}*`,
  hasGlossary: true,
};

/** A table of markdown. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');

/** Where a link may lead; the same in every language. */
export const anchor = (name: string): string => `<a id="${anchorName(name)}"></a>`;

export const link = (name: string, text = name): string => `[${text}](#${anchorName(name)})`;

const anchorName = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]+/g, '-');

/** Blocks of a page, a blank line between them. */
export const blocks = (...parts: readonly string[]): string =>
  parts.filter((part) => part !== '').join('\n\n');
